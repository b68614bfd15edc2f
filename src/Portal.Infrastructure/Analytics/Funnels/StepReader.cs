using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Funnels;
using Portal.Infrastructure.Analytics.Matching;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Funnels;

/// <summary>
/// Reads what a funnel needs of a store's events: person, instant and step, two columns of an index. Parts of the time
/// are read side by side.
/// </summary>
internal sealed class StepReader(PortalDatabase database, Guid tenantId, BoundedReader rows)
{
    /// <summary>Reads the funnel's events into buckets, one set for each part of the time.</summary>
    public async Task ReadAsync(
        FunnelDefinition funnel, AnalyticsRange range, IReadOnlyList<KeyBuckets<StepEvent>> parts, CancellationToken cancellationToken)
    {
        var persons = await Persons.LoadAsync(database, tenantId, cancellationToken);
        var leftOut = await HeldBatches.AnyAsync(database, tenantId, cancellationToken) ? HeldBatches.LeftOut : "";
        await Task.WhenAll(parts.Select((part, index) => Task.Run(
            async () =>
            {
                for (var step = 0; step < funnel.Steps.Count; step++)
                {
                    // Those who begin in the range may finish after it.
                    var share = ((step == 0 ? range.End : range.End + funnel.Window) - range.Start) / parts.Count;
                    var from = range.Start + (share * index);
                    await ReadAsync(funnel, step, from, from + share, range.IncludeBots, leftOut, persons, part, cancellationToken);
                }
            },
            cancellationToken)));
    }

    private Task ReadAsync(
        FunnelDefinition funnel, int step, DateTimeOffset from, DateTimeOffset until, bool includeBots, string leftOut, Persons persons,
        KeyBuckets<StepEvent> part, CancellationToken cancellationToken)
    {
        var values = new SqlValues();
        var sql = $"""
            select e.visitor, e.occurred_at from events e
            where {EventConditions.Between(values, from, until, includeBots)}
              and {EventConditions.Of(values, funnel.Steps[step])}{leftOut}
            """;
        return rows.ReadAsync(
            sql, values.All,
            row =>
            {
                var person = persons.Of(row.GetInt64(0));
                part.Add(person, new(person, row.GetFieldValue<long>(1) + BoundedReader.EpochMicroseconds, step));
            },
            cancellationToken);
    }
}
