using System.Net;

namespace Portal.Infrastructure.Events;

/// <summary>The site that a write key belongs to, as every node keeps it in memory.</summary>
/// <param name="AllowedOrigins">Origins that browsers may send from; empty means any.</param>
/// <param name="ValidUntil">When the key's time is over: the end of a rotated key's grace, or its revocation.</param>
/// <param name="IsSuspended">True while the store may not send.</param>
/// <param name="Plan">The store's plan, which sets its rates and quota.</param>
/// <param name="IpPrivacy">What is kept of addresses: an <see cref="Domain.Tenancy.IpPrivacy"/>.</param>
/// <param name="Domain">The site's own host; a referrer from it does not show how a visitor came.</param>
/// <param name="Tracking">How the site's tracker behaves.</param>
public sealed record EventSource(
    Guid TenantId,
    Guid SiteId,
    IReadOnlyList<string> AllowedOrigins,
    DateTimeOffset? ValidUntil,
    bool IsSuspended,
    string Plan,
    string IpPrivacy,
    string Domain,
    TrackerSettings Tracking)
{
    /// <summary>True while the key may be used.</summary>
    public bool IsValidAt(DateTimeOffset now) => ValidUntil is null || ValidUntil > now;

    /// <summary>True when a browser page of this origin may send; servers send none.</summary>
    public bool Allows(string? origin) =>
        origin is null || AllowedOrigins.Count == 0 || AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}

/// <summary>What a site asks of its tracker.</summary>
public sealed record TrackerSettings(bool ConsentRequired, bool RespectDoNotTrack, bool AutoPage, bool WebVitals = false);

/// <summary>What an address of the event API takes.</summary>
/// <param name="Type">The type of its single message; null where a batch comes.</param>
/// <param name="IsImport">True where messages of any age are taken.</param>
public sealed record EventRoute(string? Type, bool IsImport = false);

/// <summary>Who sent a request of events, as the connection and its headers tell.</summary>
/// <param name="Origin">The page's origin when a browser sent it; servers send none.</param>
/// <param name="Address">Where the request came from, behind known proxies.</param>
/// <param name="UserAgent">The request's own user agent.</param>
public sealed record EventSender(string? Origin, IPAddress? Address, string? UserAgent)
{
    /// <summary>The portal itself: no origin, no address.</summary>
    public static readonly EventSender Portal = new(null, null, null);
}
