using Npgsql;

namespace Portal.Infrastructure.Events.Writing;

/// <summary>Writes the rows of <c>event_batches</c> that tell followers what a commit holds: one for each store in it, and another for what it holds.</summary>
internal static class BatchLedger
{
    private const string Insert = """
        insert into event_batches (tenant_id, batch_id, events, first_day, last_day, received_from, received_to, held)
        select * from unnest($1::uuid[], $2::bigint[], $3::integer[], $4::date[], $5::date[], $6::timestamptz[], $7::timestamptz[], $8::boolean[])
        """;

    /// <summary>Lists the requests of a group under their batches and commits the connection's transaction, in one trip to the server.</summary>
    public static void Commit(NpgsqlConnection connection, IEnumerable<IngestRequest> group)
    {
        var stores = group.GroupBy(r => (r.Source.TenantId, r.BatchId, r.IsHeld)).Select(Entry).ToList();
        var command = new NpgsqlBatchCommand(Insert);
        Add(command, stores, s => s.TenantId);
        Add(command, stores, s => s.BatchId);
        Add(command, stores, s => s.Events);
        Add(command, stores, s => s.FirstDay);
        Add(command, stores, s => s.LastDay);
        Add(command, stores, s => s.From.UtcDateTime);
        Add(command, stores, s => s.To.UtcDateTime);
        Add(command, stores, s => s.IsHeld);
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { command, new("commit") } };
        batch.ExecuteNonQuery();
    }

    private static StoreBatch Entry(IGrouping<(Guid TenantId, long BatchId, bool IsHeld), IngestRequest> requests)
    {
        var events = 0;
        var (first, last) = (DateOnly.MaxValue, DateOnly.MinValue);
        var (from, to) = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        foreach (var request in requests)
        {
            events += request.Events.Count - request.Duplicates;
            from = request.ReceivedAt < from ? request.ReceivedAt : from;
            to = request.ReceivedAt > to ? request.ReceivedAt : to;
            foreach (var row in request.Events)
            {
                first = row.Day < first ? row.Day : first;
                last = row.Day > last ? row.Day : last;
            }
        }

        return new(requests.Key.TenantId, requests.Key.BatchId, events, first, last, from, to, requests.Key.IsHeld);
    }

    private static void Add<T>(NpgsqlBatchCommand command, List<StoreBatch> stores, Func<StoreBatch, T> column) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. stores.Select(column)] });

    private readonly record struct StoreBatch(
        Guid TenantId, long BatchId, int Events, DateOnly FirstDay, DateOnly LastDay, DateTimeOffset From, DateTimeOffset To, bool IsHeld);
}
