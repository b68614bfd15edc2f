using System.Text.Json;
using Portal.Domain.Tracking;

namespace Portal.Features.Tracking;

/// <summary>What a shop pastes into its pages, or its server runs, to send events to a site.</summary>
public sealed class Snippets(IWebHostEnvironment environment)
{
    private readonly Lazy<string> _loader = new(() => ReadLoader(environment));

    /// <summary>The script tag: enough for page views and everything that happens after the page has loaded.</summary>
    public static string Tag(Uri portal, Site site, string key)
    {
        var lines = new List<string> { "<script defer", $"  src=\"{Origin(portal)}/t.js\"" };
        if (site.ConsentRequired)
        {
            lines.Add("  data-consent=\"required\"");
        }

        if (site.RespectDoNotTrack)
        {
            lines.Add("  data-dnt=\"respect\"");
        }

        if (!site.AutoPage)
        {
            lines.Add("  data-auto-page=\"false\"");
        }

        lines.Add($"  data-site=\"{key}\">");
        lines.Add("</script>");
        return string.Join('\n', lines);
    }

    /// <summary>The inline loader, which takes calls before the tracker has arrived; for pages that track while they load.</summary>
    public string Loader(Uri portal, Site site, string key) =>
        "<script>" + _loader.Value
            .Replace("__HOST__", Escape(Origin(portal)), StringComparison.Ordinal)
            .Replace("__WRITE_KEY__", Escape(key), StringComparison.Ordinal)
            .Replace("__CONSENT__", site.ConsentRequired ? "required" : "", StringComparison.Ordinal)
            .Replace("__DNT__", site.RespectDoNotTrack ? "respect" : "", StringComparison.Ordinal) + "</script>\n"
        + "<script>\n  intellishop.track(\"Product Viewed\", { product_id: \"KP-1\", name: \"Gayo, 250 g\", price: 145000 });\n</script>";

    /// <summary>A server's call with the widespread Node library of the same event format.</summary>
    public static string Node(Uri portal, string key) => $$"""
        import { Analytics } from "@segment/analytics-node";

        const analytics = new Analytics({ writeKey: "{{key}}", host: "{{Origin(portal)}}" });
        analytics.track({
          userId: "customer-1",
          event: "Order Completed",
          properties: { order_id: "1001", revenue: 261000, currency: "IDR" },
        });
        """;

    /// <summary>The same call without a library.</summary>
    public static string Curl(Uri portal, string key) =>
        $"curl {Origin(portal)}/v1/track -u {key}: -H 'Content-Type: application/json' \\\n  -d '"
        + """{"userId":"customer-1","event":"Order Completed","properties":{"order_id":"1001","revenue":261000}}""" + "'";

    private static string Origin(Uri portal) => portal.GetLeftPart(UriPartial.Authority);

    private static string Escape(string text) => JsonEncodedText.Encode(text).ToString();

    private static string ReadLoader(IWebHostEnvironment environment)
    {
        using var reader = new StreamReader(environment.WebRootFileProvider.GetFileInfo("dist/loader.js").CreateReadStream());
        return reader.ReadToEnd().Trim();
    }
}
