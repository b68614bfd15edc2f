using System.ComponentModel.DataAnnotations;

namespace Portal.Infrastructure.Shared.Addresses;

/// <summary>Under which names the portal is reached; section <c>Portal</c>.</summary>
public sealed class PortalAddressOptions : IValidatableObject
{
    /// <summary>Section of the settings.</summary>
    public const string Section = "Portal";

    /// <summary>
    /// Where browsers reach the portal, such as <c>https://portal.example.com</c>: redirects, mails, snippets and the tracker's settings
    /// lead there, and no other name of the portal is answered. Default: the addresses that this process listens on.
    /// </summary>
    public string? PublicAddress { get; set; }

    /// <summary>
    /// Further host names under which shops reach the tracker and the event API, such as <c>t.shop.example</c>. Default: none.
    /// </summary>
    public IReadOnlyList<string> EventHosts { get; set; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PublicAddress is not null && !IsAddress(PublicAddress))
            yield return new($"'{PublicAddress}' is not an http or https address without a path, such as https://portal.example.com.",
                [nameof(PublicAddress)]);
        foreach (var host in EventHosts.Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown))
            yield return new($"'{host}' is not a host name such as t.shop.example.", [nameof(EventHosts)]);
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && uri is { PathAndQuery: "/", Fragment: "", UserInfo: "" };
}
