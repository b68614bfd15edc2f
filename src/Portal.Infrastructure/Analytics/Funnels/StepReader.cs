using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Analytics.Matching;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Analytics.Matching;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Funnels;

/// <summary>
/// Reads what a funnel needs of a store's events: person, instant and step. Days of a step without filters come from
/// <see cref="OccurrenceDays"/> where these are kept, the others from two columns of an index. Parts of the time are read
/// side by side.
/// </summary>
internal sealed class StepReader(PortalDatabase database, Guid tenantId, OccurrenceDays kept, BoundedReader rows)
{
    /// <summary>Reads the funnel's events into buckets, one set for each part of the time.</summary>
    public async Task ReadAsync(
        FunnelDefinition funnel, AnalyticsRange range, IReadOnlyList<KeyBuckets<StepEvent>> parts, CancellationToken cancellationToken)
    {
        var persons = await Persons.LoadAsync(database, tenantId, cancellationToken);
        var leftOut = await HeldBatches.AnyAsync(database, tenantId, cancellationToken) ? HeldBatches.LeftOut : "";
        var clock = StoreClock.For(range.TimeZone);
        await Task.WhenAll(parts.Select((part, index) => Task.Run(
            async () =>
            {
                for (var step = 0; step < funnel.Steps.Count; step++)
                {
                    // Those who begin in the range may finish after it.
                    var until = step == 0 ? range.End : range.End + funnel.Window;
                    var days = Share(range.Days with { To = clock.Day(until.AddTicks(-1)) }, index, parts.Count);
                    if (days is { } share)
                        await ReadAsync(new(funnel.Steps[step], step, until, leftOut), range with { Days = share }, persons, part,
                            cancellationToken);
                }
            },
            cancellationToken)));
    }

    private static DayRange? Share(DayRange days, int index, int parts)
    {
        var (first, next) = (days.Days * index / parts, days.Days * (index + 1) / parts);
        return first == next ? null : new DayRange(days.From.AddDays(first), days.From.AddDays(next - 1));
    }

    private async Task ReadAsync(
        StepQuestion step, AnalyticsRange days, Persons persons, KeyBuckets<StepEvent> part, CancellationToken cancellationToken)
    {
        var until = step.Until.ToUnixTimeMilliseconds() * 1000;
        var instants = new long[16];
        IReadOnlyList<AnalyticsRange> missing = step.Match.Filters.Count > 0
            ? [days]
            : await kept.ReadKeptAsync(tenantId, step.Match.Name, days,
                (_, written) => Add(written, step.Number, until, persons, part, ref instants), cancellationToken);
        foreach (var run in missing)
        {
            await ReadEventsAsync(step, run.Start, run.End < step.Until ? run.End : step.Until, days.IncludeBots, persons, part,
                cancellationToken);
        }
    }

    private void Add(ReadOnlySpan<byte> written, int step, long until, Persons persons, KeyBuckets<StepEvent> part, ref long[] instants)
    {
        var events = 0;
        while (!rows.IsOver && OccurrenceBytes.TryRead(ref written, out var visitor, ref instants, out var count))
        {
            var person = persons.Of(visitor);
            foreach (var instant in instants.AsSpan(0, count))
            {
                if (instant < until)
                    part.Add(person, new(person, instant, step));
            }

            events += count;
        }

        rows.Count(events);
    }

    private Task ReadEventsAsync(
        StepQuestion step, DateTimeOffset from, DateTimeOffset until, bool includeBots, Persons persons, KeyBuckets<StepEvent> part,
        CancellationToken cancellationToken)
    {
        var values = new SqlValues();
        var sql = $"""
            select e.visitor, e.occurred_at from events e
            where {EventConditions.Between(values, from, until, includeBots)}
              and {EventConditions.Of(values, step.Match)}{step.LeftOut}
            """;
        return rows.ReadAsync(
            sql, values.All,
            row =>
            {
                var person = persons.Of(row.GetInt64(0));
                part.Add(person, new(person, row.GetFieldValue<long>(1) + BoundedReader.EpochMicroseconds, step.Number));
            },
            cancellationToken);
    }

    private sealed record StepQuestion(EventMatch Match, int Number, DateTimeOffset Until, string LeftOut);
}
