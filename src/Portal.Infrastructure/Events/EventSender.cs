using System.Net;

namespace Portal.Infrastructure.Events;

/// <summary>Who sent a request of events, as the connection and its headers tell.</summary>
/// <param name="Origin">The page's origin when a browser sent it; servers send none.</param>
/// <param name="Address">Where the request came from, behind known proxies.</param>
/// <param name="UserAgent">The request's own user agent.</param>
public sealed record EventSender(string? Origin, IPAddress? Address, string? UserAgent)
{
    /// <summary>The portal itself: no origin, no address.</summary>
    public static readonly EventSender Portal = new(null, null, null);
}
