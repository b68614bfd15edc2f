using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Live;

/// <summary>Reads the ledger of commits and their events.</summary>
internal sealed class BatchLog(PortalDatabase database)
{
    private const int EventsAtOnce = 20_000;

    /// <summary>What a look into the ledger finds of a store.</summary>
    /// <param name="from">The least number of a batch.</param>
    public async Task<LedgerState> ReadAsync(Guid tenantId, long from, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        return await ReadAsync(connection, tenantId, from, cancellationToken);
    }

    /// <summary>As above, in the caller's transaction.</summary>
    public static async Task<LedgerState> ReadAsync(
        NpgsqlConnection connection, Guid tenantId, long from, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select array(select batch_id from event_batches where tenant_id = $1 and batch_id >= $2 and not held),
                   (select count(*) from event_batches where tenant_id = $1 and held),
                   (select rebuilt_at from projections where tenant_id = $1),
                   (select max(finished_at) from erasures where tenant_id = $1)
            """, connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = from });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(reader.GetFieldValue<long[]>(0), reader.GetInt64(1), reader.Instant(2), reader.Instant(3));
    }

    /// <summary>Reads the events of some batches, a part of them at a time, each batch complete.</summary>
    public async Task ReadAsync(
        Guid tenantId, IReadOnlyCollection<long> batches, Action<IReadOnlyList<long>, ReadOnlyMemory<byte>> onBatches,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        foreach (var part in await DivideAsync(connection, tenantId, batches, cancellationToken))
        {
            var rows = new MemoryStream();
            await RowExport.ReadAsync(connection, $"""
                select {RowExport.Columns} from events
                where tenant_id = {SqlLiteral.Of(tenantId)} and batch_id = any({SqlLiteral.Of(part.Ids)})
                  and (event_day between {SqlLiteral.Of(part.FirstDay)} and {SqlLiteral.Of(part.LastDay)} or event_day = '1970-01-01')
                  and received_at between {SqlLiteral.Of(part.From)} and {SqlLiteral.Of(part.To)}
                """, piece => rows.Write(piece.Span), cancellationToken);
            onBatches(part.Ids, rows.GetBuffer().AsMemory(0, (int)rows.Length));
        }
    }

    private static async Task<List<Part>> DivideAsync(
        NpgsqlConnection connection, Guid tenantId, IReadOnlyCollection<long> batches, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select batch_id, events, first_day, last_day, received_from, received_to from event_batches
            where tenant_id = $1 and batch_id = any($2) and not held order by batch_id
            """, connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = batches.ToArray() });
        var parts = new List<Part>();
        var events = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (parts.Count == 0 || events >= EventsAtOnce)
            {
                parts.Add(new());
                events = 0;
            }

            events += reader.GetInt32(1);
            parts[^1].Add(reader);
        }

        return parts;
    }

    private sealed class Part
    {
        public List<long> Ids { get; } = [];
        public DateOnly FirstDay { get; private set; } = DateOnly.MaxValue;
        public DateOnly LastDay { get; private set; } = DateOnly.MinValue;
        public DateTimeOffset From { get; private set; } = DateTimeOffset.MaxValue;
        public DateTimeOffset To { get; private set; } = DateTimeOffset.MinValue;

        public void Add(NpgsqlDataReader row)
        {
            Ids.Add(row.GetInt64(0));
            var (first, last) = (row.GetFieldValue<DateOnly>(2), row.GetFieldValue<DateOnly>(3));
            var (from, to) = (row.GetFieldValue<DateTimeOffset>(4), row.GetFieldValue<DateTimeOffset>(5));
            FirstDay = first < FirstDay ? first : FirstDay;
            LastDay = last > LastDay ? last : LastDay;
            From = from < From ? from : From;
            To = to > To ? to : To;
        }
    }
}

/// <summary>What the ledger says of a store.</summary>
/// <param name="Batches">Numbers of recent commits, those that wait for a larger quota left out.</param>
/// <param name="Held">Commits that wait.</param>
/// <param name="RebuiltAt">When the read models were last made anew.</param>
/// <param name="ErasedAt">When a visitor was last forgotten.</param>
internal sealed record LedgerState(IReadOnlyList<long> Batches, long Held, DateTimeOffset? RebuiltAt, DateTimeOffset? ErasedAt)
{
    /// <summary>True when events that were there have changed their meaning, and a board has to read them again.</summary>
    public bool IsAnotherPast(LedgerState before) => Held < before.Held || RebuiltAt != before.RebuiltAt || ErasedAt != before.ErasedAt;
}
