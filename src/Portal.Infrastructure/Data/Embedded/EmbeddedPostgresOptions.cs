using System.Globalization;

namespace Portal.Infrastructure.Data.Embedded;

/// <summary>How the embedded server is tuned.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>False only for throw-away servers of tests: a power cut may then lose everything.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>PostgreSQL's own cache in MiB.</summary>
    public int SharedBuffersMegabytes { get; init; } = Math.Clamp(AvailableMegabytes() / 4, 128, 6144);

    /// <summary>Connections the server allows.</summary>
    public int MaxConnections { get; init; } = 200;

    internal string ToConfiguration(int port) => string.Create(CultureInfo.InvariantCulture, $"""
        listen_addresses = '127.0.0.1'
        unix_socket_directories = ''
        port = {port}
        max_connections = {MaxConnections}
        shared_buffers = {SharedBuffersMegabytes}MB
        effective_cache_size = {SharedBuffersMegabytes * 3}MB
        maintenance_work_mem = 256MB
        work_mem = 16MB
        # kept for the next busy hour: making a new file of the log holds up whoever commits
        min_wal_size = 4GB
        max_wal_size = 8GB
        checkpoint_timeout = 15min
        random_page_cost = 1.1
        jit = off
        # one lock for each partition of events that a query may touch, with its indexes
        max_locks_per_transaction = 1024
        fsync = {(Durable ? "on" : "off")}
        full_page_writes = {(Durable ? "on" : "off")}
        synchronous_commit = {(Durable ? "on" : "off")}
        log_min_duration_statement = 2s
        log_line_prefix = '%m %u@%d '
        timezone = 'UTC'

        """);

    private static int AvailableMegabytes() => (int)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1048576);
}
