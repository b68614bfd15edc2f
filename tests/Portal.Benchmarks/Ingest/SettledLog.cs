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
    private const int Rows = 150_000; // of 8 KB each, a little more than the log's files that are kept

    public static async Task PrepareAsync(PortalDatabase database)
    {
        await database.ExecuteAsync("create table settling (filler text storage external)");
        await database.ExecuteAsync("insert into settling select repeat(md5(n::text), 250) from generate_series(1, $1) n", Rows);
        await database.ExecuteAsync("drop table settling");
        await database.ExecuteAsync("checkpoint");
    }
}
