namespace Portal.Infrastructure.Operations.Background;

/// <summary>A piece of background work that fails, waits and is set aside by itself.</summary>
/// <param name="Service">The hosted service or job that does it, by the name of its class.</param>
/// <param name="TenantId">The store it is done for; <see cref="Guid.Empty"/> for none.</param>
/// <param name="Key">What tells it from others of the store, such as an import's id; empty for the store's pass as a whole.</param>
public readonly record struct UnitOfWork(string Service, Guid TenantId, string Key = "");

/// <summary>What came of a unit's turn.</summary>
public enum WorkOutcome
{
    Done,
    Failed,

    /// <summary>It failed by taking longer than its limit.</summary>
    TimedOut,

    /// <summary>Something else stopped it, such as a database that is away or another transaction; no fault of its own.</summary>
    Interrupted,

    /// <summary>It was not tried: it failed a moment ago, or its last attempt still runs.</summary>
    Waiting,

    /// <summary>It was not tried: it is set aside until a person retries it.</summary>
    Quarantined,
}

/// <summary>The outcome of a unit's turn.</summary>
/// <param name="Error">Why it failed or was interrupted; null otherwise.</param>
public readonly record struct WorkResult(WorkOutcome Outcome, Exception? Error = null)
{
    /// <summary>True when it was tried and did not succeed by a fault of its own.</summary>
    public bool IsFailure => Outcome is WorkOutcome.Failed or WorkOutcome.TimedOut;
}
