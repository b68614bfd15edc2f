namespace Portal.Infrastructure.Data.Workloads;

/// <summary>
/// Which kind of work the code that runs now belongs to: a request, a circuit, the import of a file. It flows with the
/// asynchronous call, so that queries need not be told. Connections opened within one scope are known to belong together.
/// </summary>
public sealed class WorkloadScope : IDisposable
{
    private static readonly AsyncLocal<WorkloadScope?> Ambient = new();

    private readonly WorkloadScope? _outer;

    private WorkloadScope(Workload workload, WorkloadScope? outer) => (Workload, _outer) = (workload, outer);

    /// <summary>The kind of work that runs now; <see cref="Workload.Background"/> where none was entered.</summary>
    public static Workload Current => Ambient.Value?.Workload ?? Workload.Background;

    /// <summary>The scope's kind of work.</summary>
    public Workload Workload { get; }

    internal static WorkloadScope? Entered => Ambient.Value;

    /// <summary>Connections that the scope holds; kept by the gates, under their locks.</summary>
    internal int Held { get; set; }

    /// <summary>Whether one of them is of those that a gate keeps for scopes that hold another.</summary>
    internal bool HoldsReserve { get; set; }

    /// <summary>Begins work of a kind. What was started inside keeps its kind when it outlives the scope.</summary>
    /// <returns>Dispose it, in the same method, to go back to what ran before.</returns>
    public static WorkloadScope Enter(Workload workload) => Ambient.Value = new(workload, Ambient.Value);

    /// <inheritdoc />
    public void Dispose()
    {
        if (Ambient.Value == this)
            Ambient.Value = _outer;
    }
}
