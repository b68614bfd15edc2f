using System.Collections.Frozen;

namespace Portal.Domain.Events.Channels;

/// <summary>Hosts of web addresses: which two belong to one site.</summary>
public static class Hosts
{
    // Second levels under a country's domain where anybody registers, and platforms whose sub-domains are sites of
    // their own. The public suffix list has thousands; these are the ones that shops and their referrers use.
    private static readonly FrozenSet<string> SecondLevels =
        new[] { "co", "com", "net", "org", "gov", "edu", "ac", "go", "or", "ne", "web", "my", "biz", "sch", "desa", "mil", "id", "ltd",
            "plc", "me", "gen", "nom" }.ToFrozenSet();

    private static readonly FrozenSet<string> Platforms = new[]
    {
        "myshopify.com", "blogspot.com", "wordpress.com", "github.io", "gitlab.io", "pages.dev", "workers.dev", "netlify.app", "vercel.app",
        "web.app", "firebaseapp.com", "wixsite.com", "squarespace.com", "webflow.io", "herokuapp.com", "azurewebsites.net",
        "mybigcommerce.com",
    }.ToFrozenSet();

    /// <summary>
    /// The host of an address, without user and port; empty when it has none. Nothing is decoded or checked.
    /// </summary>
    /// <param name="address">UTF-8.</param>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> address)
    {
        var scheme = address.IndexOf("://"u8);
        if (scheme < 0)
        {
            return default;
        }

        var rest = address[(scheme + 3)..];
        var end = rest.IndexOfAny("/?#"u8);
        rest = end < 0 ? rest : rest[..end];
        rest = rest[(rest.LastIndexOf((byte)'@') + 1)..];
        if (!rest.IsEmpty && rest[0] == '[')
        {
            return rest[..(rest.IndexOf((byte)']') + 1)];
        }

        var port = rest.IndexOf((byte)':');
        return (port < 0 ? rest : rest[..port]).TrimEnd((byte)'.');
    }

    /// <summary>The domain that somebody has registered: <c>shop.example.co.id</c> is of <c>example.co.id</c>.</summary>
    public static string Registrable(string host)
    {
        var last = host.LastIndexOf('.');
        if (last <= 0 || host[0] == '[' || char.IsAsciiDigit(host[^1]))
        {
            return host;
        }

        var second = host.LastIndexOf('.', last - 1);
        if (second <= 0)
        {
            return host;
        }

        var isShared = (host.Length - last - 1 == 2 && SecondLevels.Contains(host[(second + 1)..last]))
            || Platforms.Contains(host[(second + 1)..]);
        return !isShared ? host[(second + 1)..] : host[(host.LastIndexOf('.', second - 1) + 1)..];
    }

    /// <summary>A host without a leading <c>www.</c> or <c>m.</c>.</summary>
    public static string WithoutPrefix(string host) =>
        host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host.StartsWith("m.", StringComparison.Ordinal) ? host[2..] : host;

    /// <summary>True when two hosts are of one registrable domain.</summary>
    public static bool AreOfOneSite(string one, string other) =>
        one.Length > 0 && Registrable(one.ToLowerInvariant()) == Registrable(other.ToLowerInvariant());
}
