using Npgsql;

namespace Portal.Infrastructure.Events.Writing;

/// <summary>
/// Writes the rows of <c>event_batches</c> that tell followers what a commit holds: one for each store in it, and another for what it
/// holds.
/// </summary>
internal static class BatchLedger
{
    /// <summary>The statement; its parameters come first in whatever it is part of.</summary>
    public const string Insert = """
        insert into event_batches (tenant_id, batch_id, events, first_day, last_day, received_from, received_to, held)
        select * from unnest($1::uuid[], $2::bigint[], $3::integer[], $4::date[], $5::date[], $6::timestamptz[], $7::timestamptz[],
          $8::boolean[])
        """;

    /// <summary>The number of the statement's parameters.</summary>
    public const int Parameters = 8;

    /// <summary>
    /// Lists the requests of a group under their batches and commits the connection's transaction, in one trip to the server.
    /// </summary>
    public static void Commit(NpgsqlConnection connection, IEnumerable<IngestRequest> group)
    {
        var command = new NpgsqlBatchCommand(Insert);
        AddParameters(command.Parameters);
        Fill(command.Parameters, group);
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { command, new("commit") } };
        batch.ExecuteNonQuery();
    }

    /// <summary>Adds the statement's parameters without their values.</summary>
    public static void AddParameters(NpgsqlParameterCollection parameters)
    {
        parameters.Add(new NpgsqlParameter<Guid[]>());
        parameters.Add(new NpgsqlParameter<long[]>());
        parameters.Add(new NpgsqlParameter<int[]>());
        parameters.Add(new NpgsqlParameter<DateOnly[]>());
        parameters.Add(new NpgsqlParameter<DateOnly[]>());
        parameters.Add(new NpgsqlParameter<DateTime[]>());
        parameters.Add(new NpgsqlParameter<DateTime[]>());
        parameters.Add(new NpgsqlParameter<bool[]>());
    }

    /// <summary>Lists the requests of a group under their batches, in the statement's parameters.</summary>
    public static void Fill(NpgsqlParameterCollection parameters, IEnumerable<IngestRequest> group)
    {
        // In one order everywhere: counting their events locks a row for each, and two commits must not wait for each other.
        var stores = group.GroupBy(r => (r.Source.TenantId, r.BatchId, r.IsHeld)).Select(Entry).OrderBy(s => s.TenantId).ThenBy(s => s.To)
            .ToList();
        Set(parameters[0], stores, s => s.TenantId);
        Set(parameters[1], stores, s => s.BatchId);
        Set(parameters[2], stores, s => s.Events);
        Set(parameters[3], stores, s => s.FirstDay);
        Set(parameters[4], stores, s => s.LastDay);
        Set(parameters[5], stores, s => s.From.UtcDateTime);
        Set(parameters[6], stores, s => s.To.UtcDateTime);
        Set(parameters[7], stores, s => s.IsHeld);
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

    private static void Set<T>(NpgsqlParameter parameter, List<StoreBatch> stores, Func<StoreBatch, T> column) =>
        ((NpgsqlParameter<T[]>)parameter).TypedValue = [.. stores.Select(column)];

    private readonly record struct StoreBatch(
        Guid TenantId, long BatchId, int Events, DateOnly FirstDay, DateOnly LastDay, DateTimeOffset From, DateTimeOffset To, bool IsHeld);
}
