using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Analytics.Privacy;
using Portal.Domain.Events;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics.Explorer;
using Portal.Infrastructure.Live;

namespace Portal.Features.Analytics.Explorer;

/// <summary>New events of the store as they are committed, on whichever node. They are pushed; nothing here asks again.</summary>
public sealed partial class EventTailPage(
    StoreFeeds feeds, EventQueries events, StoreRights rights, NavigationManager address, TimeProvider time, ILogger<EventTailPage> logger)
        : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly EventTail _tail = new();
    private CancellationToken _left;
    private IDisposable? _watch;
    private LiveSnapshot? _snapshot;
    private PanelState _state = PanelState.Loading;
    private IReadOnlyList<LiveEvent> _shown = [];
    private HashSet<string>? _pausedWith;
    private EventRecord? _open;
    private string? _name, _text;
    private long _version = -1;
    private int _waiting;
    private bool _plain;

    [Parameter] public string Store { get; set; } = "";

    [SupplyParameterFromQuery(Name = "name")] public string? NameInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "text")] public string? TextInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "event")] public string? EventInAddress { get; set; }

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    private StoreClock Clock { get; set; } = StoreClock.For("UTC");

    private bool IsPaused => _pausedWith is not null;

    private bool IsNarrowed => NameInAddress is not null || TextInAddress is not null;

    private string Resume =>
        _waiting == 0 ? "Resume" : _waiting >= EventTail.Max ? $"Resume, {EventTail.Max} or more new" : $"Resume, {_waiting} new";

    protected override async Task OnInitializedAsync()
    {
        _left = _leaving.Token;
        Clock = StoreClock.For(Current.TimeZone);
        _plain = await rights.AllowAsync(Current, AnalyticsPolicies.CanSeePersonalData);
        await WatchAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        (_name, _text) = (NameInAddress, TextInAddress);
        _tail.Narrow(new(NameInAddress is { Length: > 0 } name ? EventName.Normalize(name) : null,
            TextInAddress is { Length: > 0 } text ? text : null, _plain));
        _version = -1;
        _pausedWith = null;
        Take();
        _open = EventCursor.Parse(EventInAddress) is { } cursor ? await events.FindAsync(Current.TenantId, cursor, _left) : null;
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _watch?.Dispose();
        _leaving.Dispose();
    }

    private async Task WatchAsync()
    {
        _watch?.Dispose();
        _state = await Failures.ReadAsync(logger, "The events could not be followed.", async () =>
        {
            _watch = await feeds.WatchAsync(Current, Show, _left, tail: _tail);
            if (_left.IsCancellationRequested)
                _watch.Dispose();
        }, _left) ?? _state;
    }

    private void Show(LiveSnapshot snapshot) => _ = InvokeAsync(() =>
    {
        if (_left.IsCancellationRequested)
            return;
        _snapshot = snapshot;
        _state = PanelState.Ready;
        Take();
        StateHasChanged();
    });

    private void Take()
    {
        var (version, tail) = _tail.Read();
        if (version == _version)
            return;
        _version = version;
        if (_pausedWith is null)
            _shown = tail;
        else
            _waiting = tail.Count(item => !_pausedWith.Contains(item.MessageId));
    }

    private void TogglePause()
    {
        _pausedWith = _pausedWith is null ? [.. _shown.Select(item => item.MessageId)] : null;
        _waiting = 0;
        _version = -1;
        Take();
    }

    private void Narrow() => address.NavigateTo(address.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["name"] = string.IsNullOrWhiteSpace(_name) ? null : _name.Trim(),
        ["text"] = string.IsNullOrWhiteSpace(_text) ? null : _text.Trim(),
        ["event"] = null,
    }));

    private void Open(LiveEvent item) =>
        address.NavigateTo(address.GetUriWithQueryParameter("event", new EventCursor(item.OccurredAt, item.MessageId).ToString()));

    private void Close() => address.NavigateTo(address.GetUriWithQueryParameter("event", (string?)null));

    // An identify event is about a person; what names her is not for every reader.
    private string? Subject(LiveEvent item) => item switch
    {
        { OrderId: { } order } => $"Order {order}",
        { NamesPerson: true } when !_plain => null,
        _ when _plain => item.Subject ?? item.Path,
        _ => PersonalData.MaskText(item.Subject ?? item.Path ?? ""),
    };

    private string Visitor(LiveEvent item) => _plain ? item.VisitorId : PersonalData.MaskText(item.VisitorId);
}
