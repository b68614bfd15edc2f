using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics.Explorer;
using Portal.Infrastructure.Analytics.Visitors;

namespace Portal.Features.Analytics.Visitors;

/// <summary>One person: who she is, how she came, and everything she did, the latest first.</summary>
public sealed partial class VisitorPage(
    VisitorQueries visitors, VisitorTimelineQueries timelines, StoreRights rights, NavigationManager address, TimeProvider time,
    ILogger<VisitorPage> logger) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly List<VisitorEntry> _entries = [];
    private CancellationToken _left;
    private VisitorProfile? _profile;
    private PanelState _state = PanelState.Loading;
    private PanelState _profileState = PanelState.Loading;
    private DateTimeOffset? _next;
    private EventRecord? _open;
    private object? _read;
    private bool _missing, _plain, _more;

    [Parameter] public string Store { get; set; } = "";

    [Parameter] public long Visitor { get; set; }

    [SupplyParameterFromQuery(Name = RangeParameters.Bots)] public string? BotsInAddress { get; set; }

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    private StoreClock Clock { get; set; } = StoreClock.For("UTC");

    private bool Bots => BotsInAddress == "1";

    private string Name => VisitorFormatter.Id(
        _profile?.Ids.Select(id => id.UserId).FirstOrDefault(id => id is not null) ?? _profile?.Ids.Select(id => id.AnonymousId)
            .FirstOrDefault(id => id is not null)
        ?? Visitor.ToString(CultureInfo.InvariantCulture), _plain);

    private string? Seen =>
        _profile?.Totals is { FirstSeen: { } first, LastSeen: { } last } ? $"First seen {Clock.Full(first)}, last seen {Clock.Full(last)}"
        : null;

    protected override void OnInitialized() => (_left, Clock) = (_leaving.Token, StoreClock.For(Current.TimeZone));

    protected override Task OnParametersSetAsync()
    {
        var wanted = (Current.TenantId, Visitor, Bots);
        if (wanted.Equals(_read))
            return Task.CompletedTask;
        _read = wanted;
        return LoadAsync();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task LoadAsync()
    {
        if (await Failures.ReadAsync(logger, "The visitor could not be read.", async () =>
        {
            _plain = await rights.AllowAsync(Current, AnalyticsPolicies.CanSeePersonalData);
            _profile = await visitors.FindAsync(Current, Visitor, Bots, _left);
            _missing = _profile is null;
            _profileState = PanelState.Ready;
            var page = await timelines.PageAsync(Current, Visitor, Bots, null, _left);
            _entries.Clear();
            Add(page);
            _state = _entries.Count == 0 ? PanelState.Empty : PanelState.Ready;
        }, _left) is { } failure)
            _state = _profileState = failure;
    }

    private async Task MoreAsync()
    {
        _more = true;
        _state = await Failures.ReadAsync(logger, "The earlier part could not be read.", async () =>
        {
            Add(await timelines.PageAsync(Current, Visitor, Bots, _next, _left));
        }) ?? _state;

        _more = false;
    }

    private void Add(VisitorTimeline page)
    {
        _entries.AddRange(page.Entries);
        _next = page.Next;
    }

    private void ShowBots(bool on) =>
        address.NavigateTo(address.GetUriWithQueryParameter(RangeParameters.Bots, on ? "1" : null), replace: true);
}
