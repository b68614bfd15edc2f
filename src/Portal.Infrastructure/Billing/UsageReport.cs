using Portal.Domain.Billing;

namespace Portal.Infrastructure.Billing;

/// <summary>A store's month as the usage page shows it. Days and months are those of UTC.</summary>
/// <param name="Held">Events that are kept and wait to be released, of any month.</param>
/// <param name="Days">Events of each day of the month up to today.</param>
/// <param name="DaysBefore">Events of each day of the month before.</param>
public sealed record UsageReport(
    Plan Plan, QuotaStanding Standing, long Held, DateOnly Month, IReadOnlyList<long> Days, IReadOnlyList<long> DaysBefore)
{
    /// <summary>True when nothing arrived in either month.</summary>
    public bool IsEmpty => Days.All(events => events == 0) && DaysBefore.All(events => events == 0);
}
