using System.Diagnostics;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Events.Parsing;
using Portal.Infrastructure.Events.Rows;
using Portal.Infrastructure.Events.Writing;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Ingest;

/// <summary>A plain binary COPY of the rows that the same messages become: no HTTP, no JSON, one transaction for each connection.</summary>
internal sealed class CopyLoad(PortalDatabase database, TestStore store, int batch)
{
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, 0x0D, 0x0A, 0x00, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Trailer = [0xFF, 0xFF];

    /// <summary>Writes at least so many events over so many connections; returns events and events a second.</summary>
    public async Task<(int Events, double Rate)> RunAsync(int connections, int events)
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => database.Writer.OpenConnectionAsync().AsTask()));
        var rows = Enumerable.Range(0, connections).Select(Rows).ToArray();
        var began = Stopwatch.GetTimestamp();
        var written = await Task.WhenAll(opened.Select((connection,
            number) => Task.Run(() => CopyAsync(connection, rows[number], events / connections))));
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (var connection in opened)
        {
            await connection.DisposeAsync();
        }

        return (written.Sum(), written.Sum() / elapsed);
    }

    private static async Task<int> CopyAsync(NpgsqlConnection connection, byte[] rows, int events)
    {
        var ids = new MessageIds(rows);
        var written = 0;
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy events ({EventColumns.List}) from stdin (format binary)");
        await copy.WriteAsync(Header);
        for (; written < events; written += ids.Count)
        {
            ids.Renew(rows);
            await copy.WriteAsync(rows);
        }

        await copy.WriteAsync(Trailer);
        return written;
    }

    private byte[] Rows(int seed)
    {
        var source = new EventSource(store.TenantId, store.SiteId, [], null, false, "growth", "truncate", "shop.example",
            new(false, true, true));
        var body = SampleMessages.Batch(batch, seed);
        using var request = new IngestRequest(source, DateTimeOffset.UtcNow);
        using var parser = new EventParser(source, EventSender.Portal, new(null), DateTimeOffset.UtcNow, new());

        // Equal placeholders are no problem here: the rows are only laid out, and get their ids before they are sent.
        parser.Parse(body, Envelope.Read(body, true), request);
        return request.Events.Count == batch ? request.Rows.Bytes.ToArray()
            : throw new InvalidOperationException("A sample message was rejected.");
    }
}
