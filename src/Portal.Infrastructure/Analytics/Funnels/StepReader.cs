using Npgsql;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Funnels;
using Portal.Infrastructure.Analytics.Matching;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Funnels;

/// <summary>
/// Reads what a funnel needs of a store's events: person, instant and step, two columns of an index. Parts of the time
/// are read side by side, each by a connection of its own.
/// </summary>
/// <param name="limit">Events that are read at most.</param>
internal sealed class StepReader(PortalDatabase database, Guid tenantId, long limit)
{
    private static readonly long EpochMicroseconds = (new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private const int CountEvery = 65_536;

    private long _count;

    /// <summary>True when there were more events than the limit, and reading stopped.</summary>
    public bool IsOver => Interlocked.Read(ref _count) > limit;

    /// <summary>Reads the funnel's events into buckets, one for each part of the time.</summary>
    public async Task ReadAsync(FunnelDefinition funnel, AnalyticsRange range, IReadOnlyList<StepBuckets> parts, CancellationToken cancellationToken)
    {
        var persons = await Persons.LoadAsync(database, tenantId, cancellationToken);
        var held = await HeldBatches.AnyAsync(database, tenantId, cancellationToken);
        await Task.WhenAll(parts.Select((part, index) => Task.Run(
            async () =>
            {
                for (var step = 0; step < funnel.Steps.Count && !IsOver; step++)
                {
                    // Those who begin in the range may finish after it.
                    var until = step == 0 ? range.End : range.End + funnel.Window;
                    var share = (until - range.Start) / parts.Count;
                    var from = range.Start + (share * index);
                    var values = new SqlValues();
                    var sql = $"""
                        select e.visitor, e.occurred_at from events e
                        where {EventConditions.Between(values, from, index == parts.Count - 1 ? until : range.Start + (share * (index + 1)), range.IncludeBots)}
                          and {EventConditions.Of(values, funnel.Steps[step])}{(held ? HeldBatches.LeftOut : "")}
                        """;
                    await ReadAsync(sql, values, step, persons, part, cancellationToken);
                }
            },
            cancellationToken)));
    }

    private async Task ReadAsync(string sql, SqlValues values, int step, Persons persons, StepBuckets part, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = tenantId });
        foreach (var value in values.All)
        {
            command.Parameters.Add(new() { Value = value });
        }

        var rows = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            // An instant as PostgreSQL sends it: microseconds since 2000.
            part.Add(new(persons.Of(reader.GetInt64(0)), reader.GetFieldValue<long>(1) + EpochMicroseconds, step));
            if (++rows == CountEvery)
            {
                Interlocked.Add(ref _count, rows);
                rows = 0;
                if (IsOver)
                {
                    command.Cancel();
                    return;
                }
            }
        }

        Interlocked.Add(ref _count, rows);
    }
}
