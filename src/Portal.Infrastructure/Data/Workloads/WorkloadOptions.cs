using System.ComponentModel.DataAnnotations;

namespace Portal.Infrastructure.Data.Workloads;

/// <summary>How the database's connections are divided between kinds of work on each node.</summary>
public sealed record WorkloadOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Workloads";

    /// <summary>
    /// Pages: 20 connections, 5 s of waiting, 15 s for a statement by default; of one store as many as there are cores, 2 to 10: what it
    /// asks at once beyond that is no sooner done, and keeps the others from the cores.
    /// </summary>
    public WorkloadShare Page { get; set; } = new()
    {
        Connections = 20,
        StoreConnections = Math.Clamp(Environment.ProcessorCount, 2, 10),
        WaitSeconds = 5,
        StatementSeconds = 15,
        LockSeconds = 10,
        IdleInTransactionSeconds = 60,
    };

    /// <summary>The REST API: 10 connections, 5 of one store, 2 s of waiting, 30 s for a statement by default.</summary>
    public WorkloadShare Api { get; set; } = new()
    {
        Connections = 10,
        StoreConnections = 5,
        WaitSeconds = 2,
        StatementSeconds = 30,
        LockSeconds = 20,
        IdleInTransactionSeconds = 60,
    };

    /// <summary>
    /// Exports: 6 connections, of one store as many as there are cores, 2 or 3, 5 s of waiting, 5 min for a statement by default.
    /// </summary>
    public WorkloadShare Export { get; set; } = new()
    {
        Connections = 6,
        StoreConnections = Math.Clamp(Environment.ProcessorCount, 2, 3),
        WaitSeconds = 5,
        StatementSeconds = 300,
        LockSeconds = 20,
        IdleInTransactionSeconds = 60,
    };

    /// <summary>Imports: 8 connections, 6 of one store, 10 s of waiting, 30 min for a statement by default.</summary>
    public WorkloadShare Import { get; set; } = new()
    {
        Connections = 8,
        StoreConnections = 6,
        WaitSeconds = 10,
        StatementSeconds = 1800,
        LockSeconds = 600,
        IdleInTransactionSeconds = 600,
    };

    /// <summary>Jobs and services: 12 connections, 8 for one store, 30 s of waiting, an hour for a statement by default.</summary>
    public WorkloadShare Background { get; set; } = new()
    {
        Connections = 12,
        StoreConnections = 8,
        WaitSeconds = 30,
        StatementSeconds = 3600,
        LockSeconds = 3600,
        IdleInTransactionSeconds = 3600,
    };

    /// <summary>Connections of the scheduler of jobs; 6 by default.</summary>
    [Range(2, 50)]
    public int SchedulerConnections { get; set; } = 6;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var workload in Enum.GetValues<Workload>())
        {
            var (share, problems) = (Of(workload), new List<ValidationResult>());
            Validator.TryValidateObject(share, new(share), problems, validateAllProperties: true);
            foreach (var problem in problems)
                yield return new(problem.ErrorMessage, [.. problem.MemberNames.Select(member => $"{workload}:{member}")]);
            if (share.StoreConnections > share.Connections)
                yield return new("One store cannot have more connections than there are.",
                    [$"{workload}:{nameof(share.StoreConnections)}"]);
        }
    }

    /// <summary>How many connections they come to on one node.</summary>
    public int Connections => Enum.GetValues<Workload>().Sum(workload => Of(workload).Connections + WorkloadPool.Ungated)
        + SchedulerConnections + PortalDatabase.OwnerConnections + PortalDatabase.LookupConnections;

    /// <summary>What a kind of work may have.</summary>
    public WorkloadShare Of(Workload workload) => workload switch
    {
        Workload.Page => Page,
        Workload.Api => Api,
        Workload.Export => Export,
        Workload.Import => Import,
        Workload.Background => Background,
        _ => throw new ArgumentOutOfRangeException(nameof(workload), workload, null),
    };
}
