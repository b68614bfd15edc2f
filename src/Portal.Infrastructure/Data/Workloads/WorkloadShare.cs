using System.ComponentModel.DataAnnotations;

namespace Portal.Infrastructure.Data.Workloads;

/// <summary>What one kind of work may have of the database.</summary>
public sealed record WorkloadShare
{
    /// <summary>Connections of all stores together on this node. Each kind may open two more, for what concerns no store.</summary>
    [Range(2, 200)]
    public int Connections { get; set; }

    /// <summary>Connections that one store alone may have of them.</summary>
    [Range(1, 200)]
    public int StoreConnections { get; set; }

    /// <summary>Seconds that work waits for a connection before it is refused.</summary>
    [Range(0.05, 300)]
    public double WaitSeconds { get; set; }

    /// <summary>Seconds that one statement may take before PostgreSQL ends it.</summary>
    [Range(1, 86_400)]
    public int StatementSeconds { get; set; }

    /// <summary>Seconds that one statement may wait for a lock that others hold.</summary>
    [Range(1, 86_400)]
    public int LockSeconds { get; set; }

    /// <summary>Seconds that an open transaction may lie idle before PostgreSQL ends its connection.</summary>
    [Range(1, 86_400)]
    public int IdleInTransactionSeconds { get; set; }

    internal TimeSpan Wait => TimeSpan.FromSeconds(WaitSeconds);
}
