namespace Portal.Infrastructure.Operations.Background;

/// <summary>Lets a unit of work be tried again as if it had never failed, for the platform's administrators.</summary>
public sealed class RetryWorkUnit(WorkUnits units)
{
    /// <returns>False when nothing was known against it any more: somebody else did the same, or it went well meanwhile.</returns>
    public Task<bool> RunAsync(UnitOfWork unit, CancellationToken cancellationToken = default) => units.ClearAsync(unit, cancellationToken);
}
