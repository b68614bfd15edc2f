using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Portal.Infrastructure.Mail;

/// <summary>Where the portal is reached from a mail.</summary>
public sealed class PortalAddress(IOptions<MailOptions> options, IServer server)
{
    /// <summary>An absolute link with encoded query values.</summary>
    public Uri Link(string path, params ReadOnlySpan<(string Name, string Value)> query)
    {
        var link = Start().TrimEnd('/') + path;
        for (var index = 0; index < query.Length; index++)
            link += $"{(index == 0 ? '?' : '&')}{query[index].Name}={Uri.EscapeDataString(query[index].Value)}";
        return new(link);
    }

    private string Start()
    {
        if (options.Value.PortalAddress is { } configured)
            return configured;

        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5080";
        return listening.Replace("://[::]", "://localhost", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
            .Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://*", "://localhost", StringComparison.Ordinal);
    }
}
