using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Portal.Infrastructure.Shared.Addresses;

/// <summary>
/// Where people, shops and mails reach the portal. What is stored, mailed or answered is built from here, never from the host of a
/// request, which a stranger can choose.
/// </summary>
public sealed class PortalAddress(IOptions<PortalAddressOptions> options, IServer server)
{
    /// <summary>The configured public address; null when there is none.</summary>
    public Uri? Public { get; } = options.Value.PublicAddress is { } configured ? new(configured) : null;

    /// <summary>The addresses that this process listens on, as they were given; empty before it does.</summary>
    public IReadOnlyCollection<string> Listening => [.. server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []];

    /// <summary>An absolute link with encoded query values.</summary>
    public Uri Link(string path, params ReadOnlySpan<(string Name, string Value)> query)
    {
        var link = Start().TrimEnd('/') + path;
        for (var index = 0; index < query.Length; index++)
            link += $"{(index == 0 ? '?' : '&')}{query[index].Name}={Uri.EscapeDataString(query[index].Value)}";
        return new(link);
    }

    /// <summary>Where somebody reaches the portal who has it open: at its public address, else where it is open.</summary>
    /// <param name="open">An address of the portal, of a request or circuit whose host was checked.</param>
    public Uri For(Uri open) => Public ?? new(open.GetLeftPart(UriPartial.Authority));

    private string Start()
    {
        if (Public is not null)
            return Public.OriginalString;

        var listening = Listening.FirstOrDefault() ?? "http://localhost:5080";
        return listening.Replace("://[::]", "://localhost", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
            .Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://*", "://localhost", StringComparison.Ordinal);
    }
}
