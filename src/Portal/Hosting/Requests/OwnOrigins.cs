using Portal.Infrastructure.Shared.Addresses;

namespace Portal.Hosting.Requests;

/// <summary>Which pages are the portal's own: those of its public address, and of the very host that a request was sent to.</summary>
internal sealed class OwnOrigins(PortalAddress address)
{
    /// <summary>True when scheme, host and port are the portal's; cookies do not tell ports apart.</summary>
    /// <param name="origin">An origin or an address.</param>
    /// <param name="request">To the portal, under a host that was checked.</param>
    public bool IsOwn(Uri origin, HttpRequest request) =>
        (Uri.TryCreate($"{request.Scheme}://{request.Host.ToUriComponent()}", UriKind.Absolute, out var asked) && IsSame(origin, asked))
        || (address.Public is { } known && IsSame(origin, known));

    private static bool IsSame(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port
            && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
