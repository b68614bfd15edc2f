namespace Portal.Infrastructure.Operations.Background;

/// <summary>A unit's turn, as the work sees it.</summary>
public sealed class WorkAttempt
{
    private readonly WorkUnits _units;
    private readonly UnitOfWork _unit;
    private readonly int _maxCrashes;

    internal WorkAttempt(WorkUnits units, UnitOfWork unit, int maxCrashes) => (_units, _unit, _maxCrashes) = (units, unit, maxCrashes);

    /// <summary>True once the beginning is written down.</summary>
    internal bool HasStarted { get; private set; }

    /// <summary>True when the unit turned out to be set aside at its beginning.</summary>
    internal bool IsQuarantined { get; private set; }

    /// <summary>
    /// Writes down that the work begins, so that a unit that ends the process is known by it afterwards. Only for work that nobody else
    /// can be at: call it once the unit is taken.
    /// </summary>
    /// <returns>False when the process has ended too often over this unit, which is set aside now: leave it.</returns>
    public async Task<bool> StartAsync(CancellationToken cancellationToken)
    {
        IsQuarantined = (await _units.StartAsync(_unit, _maxCrashes, cancellationToken)).QuarantinedAt is not null;
        HasStarted = !IsQuarantined;
        return HasStarted;
    }
}
