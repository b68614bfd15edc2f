using Portal.Domain.Analytics;

namespace Portal.Infrastructure.Analytics.Explorer;

/// <summary>A stretch of time, and the partitions in which its events lie.</summary>
/// <param name="End">Not included.</param>
internal sealed record EventWindow(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Follows from the event table's rule: an event occurred within one day of its event_day, or lies under 1970-01-01.</summary>
    public const string Partitions = "(event_day between $4 and $5 or event_day = '1970-01-01')";

    public DateOnly FirstDay => DateOnly.FromDateTime(Start.UtcDateTime).AddDays(-1);

    public DateOnly LastDay => DateOnly.FromDateTime(End.UtcDateTime).AddDays(1);

    public static EventWindow Of(AnalyticsRange range) => new(range.Start, range.End);

    /// <summary>The days around one instant.</summary>
    public static EventWindow Around(DateTimeOffset instant) => new(instant, instant);
}
