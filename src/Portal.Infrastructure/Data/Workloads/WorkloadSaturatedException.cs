using Npgsql;

namespace Portal.Infrastructure.Data.Workloads;

/// <summary>
/// No connection became free in time. It is the database's answer to whoever asked, so that all who are ready for a database that
/// is away are ready for this too.
/// </summary>
public sealed class WorkloadSaturatedException : NpgsqlException
{
    internal WorkloadSaturatedException(Workload workload, bool isStores, TimeSpan retryAfter)
        : base(isStores ? $"The store has used up its share of connections for {workload}."
            : $"All connections for {workload} are used up.") =>
        (Workload, IsStores, RetryAfter) = (workload, isStores, retryAfter);

    /// <summary>Whose connections are used up.</summary>
    public Workload Workload { get; }

    /// <summary>True when it is the store's own share, false when it is that of all stores.</summary>
    public bool IsStores { get; }

    /// <summary>When it may be tried again.</summary>
    public TimeSpan RetryAfter { get; }
}
