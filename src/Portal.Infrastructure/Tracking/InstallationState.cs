namespace Portal.Infrastructure.Tracking;

/// <summary>How far a site's installation is.</summary>
/// <param name="FetchedAt">When a browser last fetched the tracker's settings with one of the site's keys.</param>
/// <param name="FirstEventAt">When the site's first event was kept.</param>
/// <param name="Seen">Of the awaited events, when each was last received; those not seen are missing.</param>
public sealed record InstallationState(
    DateTimeOffset? FetchedAt, DateTimeOffset? FirstEventAt, IReadOnlyDictionary<string, DateTimeOffset> Seen)
{
    /// <summary>True once an event of the site is in the table.</summary>
    public bool IsWorking => FirstEventAt is not null;
}
