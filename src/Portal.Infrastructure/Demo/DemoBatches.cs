using Npgsql;
using Portal.Domain.Demo;

namespace Portal.Infrastructure.Demo;

/// <summary>
/// Gathers the rows of <c>event_batches</c> for events that are copied directly, so that the read models take them in as
/// they do a shop's. The demo store is written while nothing else writes for it, which makes a plain count unique.
/// </summary>
internal sealed class DemoBatches(NpgsqlConnection connection, DemoTarget target)
{
    private readonly List<(long Id, int Events, DateOnly First, DateOnly Last, DateTime From, DateTime To)> _batches = [];

    /// <summary>The batch of the events, which is listed when there are any.</summary>
    public long Next(IReadOnlyList<DemoEvent> events, DemoReceipt receipt)
    {
        if (events.Count == 0)
        {
            return 0;
        }

        // By the time of its first event, as the numbers of other commits begin with their time.
        var first = events.Min(e => e.OccurredAt);
        var last = events.Max(e => e.OccurredAt);
        var id = first.ToUnixTimeMilliseconds() << 20;
        _batches.Add((
            id, events.Count, DateOnly.FromDateTime(first.UtcDateTime), DateOnly.FromDateTime(last.UtcDateTime),
            events.Min(receipt.Of).UtcDateTime, events.Max(receipt.Of).UtcDateTime));
        return id;
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var importer = await connection.BeginBinaryImportAsync(
            "copy event_batches (tenant_id, batch_id, events, first_day, last_day, received_from, received_to) from stdin (format binary)",
            cancellationToken);
        foreach (var batch in _batches)
        {
            await importer.StartRowAsync(cancellationToken);
            await importer.WriteAsync(target.TenantId, cancellationToken);
            await importer.WriteAsync(batch.Id, cancellationToken);
            await importer.WriteAsync(batch.Events, cancellationToken);
            await importer.WriteAsync(batch.First, cancellationToken);
            await importer.WriteAsync(batch.Last, cancellationToken);
            await importer.WriteAsync(batch.From, cancellationToken);
            await importer.WriteAsync(batch.To, cancellationToken);
        }

        await importer.CompleteAsync(cancellationToken);
    }
}
