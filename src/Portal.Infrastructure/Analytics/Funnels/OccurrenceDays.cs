using System.Runtime.InteropServices;
using Portal.Domain.Analytics;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Analytics.Matching;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Funnels;

/// <summary>
/// Keeps, for stores with many events, who did a thing when: a day's events of one name in some ten bytes each, so that a
/// funnel that nobody has asked for yet reads these instead of the events themselves.
/// </summary>
public sealed class OccurrenceDays(PortalDatabase database, DailyResultCache days)
{
    /// <summary>Hands the kept days over.</summary>
    /// <param name="take">Gets a day's events as <see cref="OccurrenceBytes"/>.</param>
    /// <returns>Days that are not kept.</returns>
    internal Task<IReadOnlyList<AnalyticsRange>> ReadKeptAsync(
        Guid tenantId, string name, AnalyticsRange range, Action<DateOnly, byte[]> take, CancellationToken cancellationToken) =>
        days.ReadKeptAsync(tenantId, DaySubject.Events, Question(name), range, take, cancellationToken);

    /// <summary>Keeps the days of a range that are not kept yet, or have changed since; people's events alone.</summary>
    /// <param name="name">Of the events.</param>
    /// <returns>How many days were read.</returns>
    public Task<int> PrecomputeAsync(Guid tenantId, string name, AnalyticsRange range, CancellationToken cancellationToken = default) =>
        days.FillAsync(tenantId, DaySubject.Events, Question(name), range,
            async (run, token) => await CountAsync(tenantId, name, run, token), cancellationToken);

    private static string Question(string name) => $"occurrences {name}";

    private async Task<IReadOnlyDictionary<DateOnly, byte[]>> CountAsync(
        Guid tenantId, string name, AnalyticsRange run, CancellationToken cancellationToken)
    {
        var leftOut = await HeldBatches.AnyAsync(database, tenantId, cancellationToken) ? HeldBatches.LeftOut : "";
        var kept = new Dictionary<DateOnly, byte[]>();
        var clock = StoreClock.For(run.TimeZone);
        foreach (var day in run.Days.Each())
        {
            var values = new SqlValues();
            var rows = new BoundedReader(database, tenantId, long.MaxValue);
            var occurrences = new List<(long Visitor, long Instant)>();
            await rows.ReadAsync(
                $"""
                select e.visitor, e.occurred_at from events e
                where {EventConditions.Between(values, clock.StartOf(day), clock.StartOf(day.AddDays(1)), run.IncludeBots)}
                  and {EventConditions.Of(values, new(name))}{leftOut}
                """,
                values.All,
                row => occurrences.Add((row.GetInt64(0), row.GetFieldValue<long>(1) + BoundedReader.EpochMicroseconds)),
                cancellationToken);
            occurrences.Sort();
            kept[day] = OccurrenceBytes.Write(CollectionsMarshal.AsSpan(occurrences));
        }

        return kept;
    }
}
