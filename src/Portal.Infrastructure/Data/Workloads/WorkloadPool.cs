using System.Globalization;
using Npgsql;

namespace Portal.Infrastructure.Data.Workloads;

/// <summary>The connections of one kind of work: a pool of their own, with the kind's time limits, behind a gate.</summary>
internal sealed class WorkloadPool : IAsyncDisposable
{
    /// <summary>Connections beside the gate, for statements that concern no store.</summary>
    public const int Ungated = 2;

    // Answers that come this long after the server should have ended the statement are given up here.
    private const int Grace = 5;

    private readonly WorkloadGate _gate;

    /// <param name="isEmbedded">Whether the server's processes are the portal's own, and their priority its to choose.</param>
    public WorkloadPool(Workload workload, WorkloadShare share, string connectionString, bool isEmbedded)
    {
        (Workload, _gate) = (workload, new(workload, share));
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = share.Connections + Ungated };
        builder.Options = $"{builder.Options} {TimeLimits(share)}".Trim();

        // Jobs and imports say for themselves which of their statements are long.
        if (workload is Workload.Page or Workload.Api or Workload.Export)
        {
            builder.CommandTimeout = share.StatementSeconds + Grace;

            // Each connection would become three at the server, and a store's share a multiple of what it says.
            builder.Options += " -c max_parallel_workers_per_gather=0";
        }

        var source = new NpgsqlDataSourceBuilder(builder.ConnectionString);
        if (isEmbedded)
            BackendPriority.Apply(source, workload);
        Source = source.Build();
    }

    public Workload Workload { get; }

    /// <summary>Opens connections past the gate.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Waits at the gate.</summary>
    /// <exception cref="WorkloadSaturatedException">None became free in time.</exception>
    public ValueTask<WorkloadLease> EnterAsync(Guid? store, CancellationToken cancellationToken) =>
        _gate.EnterAsync(store, WorkloadScope.Entered is { } scope && scope.Workload == Workload ? scope : null, cancellationToken);

    /// <summary>Opens a connection through the gate.</summary>
    /// <exception cref="WorkloadSaturatedException">None became free in time.</exception>
    public async Task<NpgsqlConnection> OpenAsync(Guid? store, CancellationToken cancellationToken)
    {
        var lease = await EnterAsync(store, cancellationToken);
        var connection = Source.CreateConnection();
        try
        {
            lease.EndWith(connection);
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            lease.End();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    // Milliseconds; a session's defaults, to which the reset between two uses goes back.
    private static string TimeLimits(WorkloadShare share) => string.Create(
        CultureInfo.InvariantCulture,
        $"-c statement_timeout={share.StatementSeconds}000 -c lock_timeout={share.LockSeconds}000 "
        + $"-c idle_in_transaction_session_timeout={share.IdleInTransactionSeconds}000");
}
