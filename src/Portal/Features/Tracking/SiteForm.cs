using Portal.Domain.Tracking;

namespace Portal.Features.Tracking;

/// <summary>A site as its form holds it, with one origin a line.</summary>
internal sealed class SiteForm
{
    public string? Name { get; set; }
    public string? Domain { get; set; }
    public string? AllowedOrigins { get; set; }
    public bool ConsentRequired { get; set; }
    public bool RespectDoNotTrack { get; set; } = true;
    public bool AutoPage { get; set; } = true;
    public bool WebVitals { get; set; }

    public static SiteForm From(Site site) => new()
    {
        Name = site.Name,
        Domain = site.Domain,
        AllowedOrigins = string.Join('\n', site.AllowedOrigins),
        ConsentRequired = site.ConsentRequired,
        RespectDoNotTrack = site.RespectDoNotTrack,
        AutoPage = site.AutoPage,
        WebVitals = site.WebVitals,
    };

    public SiteDetails Details() => new(
        Name,
        Domain?.Trim(),
        (AllowedOrigins ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        ConsentRequired, RespectDoNotTrack, AutoPage, WebVitals);
}
