using System.Net;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Shared.Addresses;

namespace Portal.Hosting.Requests;

/// <summary>
/// Which hosts a request may name. With a public address configured it is that one; without, the hosts that the portal listens on and
/// what a known proxy says. The machine itself is always let in, by a loopback name or the very address that was connected to,
/// since nobody else's page can send such a host.
/// </summary>
public sealed class TrustedHosts(PortalAddress address, IOptions<PortalAddressOptions> options)
{
    // What the middleware of forwarded headers leaves behind when a known proxy named another host.
    internal const string OriginalHostHeader = "X-Original-Host";

    private readonly HashSet<string> _eventHosts = new(options.Value.EventHosts, StringComparer.OrdinalIgnoreCase);
    private HashSet<string>? _listening;

    /// <summary>True when the request names a host of the portal.</summary>
    public bool Trusts(HttpContext context)
    {
        var host = HostOf(context.Request);
        return host.Length > 0
            && (IsLoopback(host)
                || IsConnected(host, context.Connection)
                || (address.Public is { } configured ? Is(host, configured.IdnHost)
                    : context.Request.Headers.ContainsKey(OriginalHostHeader))
                || Listening().Contains(host)
                || (IsForShops(context.Request.Path) && _eventHosts.Contains(host)));
    }

    /// <summary>Where a shop's tracker sends its events to: the name by which the shop reached us when it is one for shops.</summary>
    public Uri EventAddress(HttpRequest request) => _eventHosts.Contains(HostOf(request)) || address.Public is null
        ? new($"{request.Scheme}://{request.Host.ToUriComponent()}")
        : address.Public;

    /// <summary>True for what shops' pages and servers ask for.</summary>
    public static bool IsForShops(PathString path) =>
        path.StartsWithSegments("/v1") || path == "/t.js" || path == "/tracker.js" || path == "/vitals.js";

    private static string HostOf(HttpRequest request) => request.Host.Host.Trim('[', ']').TrimEnd('.');

    private static bool IsLoopback(string host) =>
        Is(host, "localhost") || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsConnected(string host, ConnectionInfo connection) =>
        connection.LocalIpAddress is { } local && IPAddress.TryParse(host, out var named) && Plain(named).Equals(Plain(local));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool Is(string host, string other) => string.Equals(host, other, StringComparison.OrdinalIgnoreCase);

    // Known once the portal listens. One that listens on every address also goes by the machine's own name.
    private HashSet<string> Listening()
    {
        if (_listening is { } known)
            return known;

        var addresses = address.Listening.Select(BindingAddress.Parse).ToList();
        var hosts = addresses.Select(binding => binding.Host.Trim('[', ']')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (hosts.RemoveWhere(host => host is "+" or "*" or "0.0.0.0" or "::") > 0)
            hosts.Add(Environment.MachineName);
        return addresses.Count == 0 ? hosts : _listening = hosts;
    }
}
