namespace Portal.Infrastructure.Data.Workloads;

/// <summary>The connections of every kind of work.</summary>
internal sealed class WorkloadPools : IAsyncDisposable, IDisposable
{
    private readonly WorkloadPool[] _pools;

    public WorkloadPools(WorkloadOptions options, string connectionString, bool isEmbedded)
    {
        Options = options;
        _pools = [.. Enum.GetValues<Workload>().Order().Select(workload =>
            new WorkloadPool(workload, options.Of(workload), connectionString, isEmbedded))];
    }

    public WorkloadOptions Options { get; }

    /// <summary>Those of the kind of work that runs now.</summary>
    public WorkloadPool Current => _pools[(int)WorkloadScope.Current];

    public void Dispose()
    {
        foreach (var pool in _pools)
            pool.Source.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in _pools)
            await pool.DisposeAsync();
    }
}
