namespace Portal.Infrastructure.Events;

/// <summary>The site that a write key belongs to, as every node keeps it in memory.</summary>
/// <param name="AllowedOrigins">Origins that browsers may send from; empty means any.</param>
/// <param name="ValidUntil">End of a rotated key's grace time.</param>
/// <param name="IsSuspended">True while the store may not send.</param>
public sealed record EventSource(
    Guid TenantId,
    Guid SiteId,
    IReadOnlyList<string> AllowedOrigins,
    DateTimeOffset? ValidUntil,
    bool IsSuspended)
{
    /// <summary>True when a browser page of this origin may send; servers send none.</summary>
    public bool Allows(string? origin) =>
        origin is null || AllowedOrigins.Count == 0 || AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
