using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Tracking;

/// <summary>What a person says of a site.</summary>
/// <param name="AllowedOrigins">Origins that browsers may send from; empty means any.</param>
/// <param name="WebVitals">Measure how fast pages are for their visitors.</param>
public sealed record SiteDetails(
    string? Name,
    string? Domain,
    IReadOnlyList<string> AllowedOrigins,
    bool ConsentRequired = false,
    bool RespectDoNotTrack = true,
    bool AutoPage = true,
    bool WebVitals = false)
{
    /// <summary>The rule that the form and the use cases share.</summary>
    public FieldErrors Check()
    {
        var errors = new FieldErrors();
        errors.Require(!string.IsNullOrWhiteSpace(Name), "name", "Enter the site's name.");
        errors.Require(Name is null || Name.Trim().Length <= 80, "name", "Use at most 80 characters.");
        errors.Require(IsHost(Domain), "domain", "Enter the shop's host name, such as shop.example.com.");
        errors.Require(AllowedOrigins.Count <= 50, "allowedOrigins", "Use at most 50 origins.");
        if (AllowedOrigins.FirstOrDefault(origin => !IsOrigin(origin)) is { } wrong)
            errors.Add("allowedOrigins", $"{wrong} is not an origin. Write one a line, such as https://shop.example.com.");
        return errors;
    }

    private static bool IsHost(string? text) =>
        text is { Length: > 0 and <= 253 } && Uri.CheckHostName(text) is (
            UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6);

    private static bool IsOrigin(string text) =>
        WebAddress.IsValid(text) && string.Equals(new Uri(text).GetLeftPart(UriPartial.Authority), text,
            StringComparison.OrdinalIgnoreCase);
}
