using Npgsql;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Commits of one store that are not in its read models yet, the oldest first.</summary>
/// <param name="IsAll">True when no more than these wait.</param>
internal sealed record PendingBatches(long[] Ids, DateOnly FirstDay, DateOnly LastDay, DateTime From, DateTime To, bool IsAll)
{
    private const int MaxBatches = 20_000;

    /// <summary>As many as hold about a number of events; null when nothing waits.</summary>
    public static async Task<PendingBatches?> LoadAsync(
        NpgsqlConnection connection, Guid tenantId, int events, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select batch_id, events, first_day, last_day, received_from, received_to from event_batches
            where tenant_id = $1 and projected_at is null and not held order by batch_id limit $2
            """, connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = MaxBatches });
        var ids = new List<long>();
        var (first, last) = (DateOnly.MaxValue, DateOnly.MinValue);
        var (from, to) = (DateTime.MaxValue, DateTime.MinValue);
        var count = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (count >= events)
            {
                return new([.. ids], first, last, from, to, false);
            }

            ids.Add(reader.GetInt64(0));
            count += reader.GetInt32(1);
            first = Min(first, reader.GetFieldValue<DateOnly>(2));
            last = Max(last, reader.GetFieldValue<DateOnly>(3));
            from = Min(from, reader.GetDateTime(4));
            to = Max(to, reader.GetDateTime(5));
        }

        return ids.Count == 0 ? null : new([.. ids], first, last, from, to, ids.Count < MaxBatches);
    }

    public async Task MarkAsync(NpgsqlConnection connection, Guid tenantId, DateTime now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "update event_batches set projected_at = $2 where tenant_id = $1 and batch_id = any($3)", connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = Ids });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static T Min<T>(T a, T b)
        where T : IComparable<T> => a.CompareTo(b) <= 0 ? a : b;

    private static T Max<T>(T a, T b)
        where T : IComparable<T> => a.CompareTo(b) >= 0 ? a : b;
}
