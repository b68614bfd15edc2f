using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Shared.Addresses;
using Portal.Infrastructure.Tracking;

namespace Portal.Features.Tracking;

/// <summary>How to install a site's tracker, with a check that notices by itself when it works.</summary>
public sealed partial class InstallPage(
    SiteQueries sites, Snippets snippets, PortalAddress portal, NavigationManager address, ILogger<InstallPage> logger)
{
    private SiteListing? _listing;
    private PanelState _state = PanelState.Loading;
    private string? _key;
    private string? _mail;
    private TabLink[] _tabs = [];

    [Parameter] public string Store { get; set; } = "";

    [Parameter] public Guid SiteId { get; set; }

    /// <summary>tag, loader or server.</summary>
    [SupplyParameterFromQuery(Name = "way")] public string? WayInAddress { get; set; }

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    private Uri Portal => portal.For(new(address.BaseUri));

    private string Way => WayInAddress is "loader" or "server" ? WayInAddress : "tag";

    private string Name => _listing?.Site is { } site ? (string.IsNullOrEmpty(site.Domain) ? site.Name : site.Domain) : "";

    private string Explanation => Way switch
    {
        "loader" => "It takes calls while the tracker still loads, so that a page can track what it shows. Your site key is already in it.",
        "server" => "Servers send the same events, with any library of the Segment format or none. The key goes in as the user name.",
        _ => $"Your site key is already in it. 3 KB, loads after the "
            + $"page{(_listing?.Site.ConsentRequired == true ? ", keeps nothing until the visitor agrees" : "")}.",
    };

    private IEnumerable<(string Language, string Text)> Code => _key is null || _listing is null
        ? []
        : Way switch
        {
            "loader" => [("HTML", snippets.Loader(Portal, _listing.Site, _key))],
            "server" => [("Shell", Snippets.Curl(Portal, _key)), ("Node", Snippets.Node(Portal, _key))],
            _ => [("HTML", Snippets.Tag(Portal, _listing.Site, _key))],
        };

    protected override async Task OnParametersSetAsync()
    {
        string Link(string way) => PortalUrls.Install(Current.Slug, SiteId) + (way == "tag" ? "" : $"?way={way}");
        _tabs =
        [
            new("Any site", Link("tag"), Way == "tag"),
            new("With early calls", Link("loader"), Way == "loader"),
            new("Server", Link("server"), Way == "server"),
        ];
        if (_listing is null)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        _state = await Failures.ReadAsync(logger, "The site could not be read.", async () =>
        {
            _listing = await sites.FindAsync(Current.TenantId, SiteId);
            _key = _listing?.CurrentKey?.ShownTo(Current.Role);
            _mail = _listing is null || _key is null ? null : Mail(Snippets.Tag(Portal, _listing.Site, _key));
            _state = PanelState.Ready;
        }) ?? _state;
    }

    private string Mail(string snippet)
    {
        var body =
            $"Please paste this before the closing head tag of every page of {Name}:\n\n{snippet}\n\nThis page notices by itself when it "
            + $"works:\n{new Uri(Portal, PortalUrls.Install(Current.Slug, SiteId))}";
        return $"mailto:?subject={Uri.EscapeDataString($"Tracker for {Name}")}&body={Uri.EscapeDataString(body)}";
    }
}
