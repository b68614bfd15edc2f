using Portal.Infrastructure.Data;
using Portal.Testing.Data;

namespace Portal.Benchmarks.Ingest;

/// <summary>
/// Makes a new server's write-ahead log as it is after a busy day. A server uses the files of its log again after each
/// checkpoint, up to <c>min_wal_size</c> without need; a new one has none and fills each with zeros, 16 MB at a time, while
/// whoever commits waits.
/// </summary>
internal static class SettledLog
{
    private const int Parts = 9; // of half a gigabyte, a little more than the log's files that are kept

    public static async Task PrepareAsync(PortalDatabase database)
    {
        for (var part = 0; part < Parts; part++)
        {
            await database.ExecuteAsync(
                "select pg_logical_emit_message(false, 'settling', repeat('x', 1000000)) from generate_series(1, 500)");
        }

        await database.ExecuteAsync("checkpoint");
    }
}
