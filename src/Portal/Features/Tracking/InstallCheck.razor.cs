using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Data.Workloads;
using Portal.Infrastructure.Live;
using Portal.Infrastructure.Tracking;

namespace Portal.Features.Tracking;

/// <summary>Waits for a site's first events: asks again when the tracker was seen or the store's live figures moved.</summary>
public sealed partial class InstallCheck(
    InstallationQueries installations, StoreFeeds feeds, TimeProvider time, ILogger<InstallCheck> logger) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private CancellationToken _left;
    private readonly DateTimeOffset _since = time.GetUtcNow();
    private InstallationState? _state;
    private const string Unread = "The check could not be made.";

    private PanelState.FailedState? _failure;
    private StoreClock _clock = StoreClock.For("UTC");
    private IDisposable? _watch, _sightings;
    private DateTimeOffset? _newest;
    private bool _asking;

    [Parameter, EditorRequired] public CurrentStore Current { get; set; } = null!;

    [Parameter, EditorRequired] public Guid Site { get; set; }

    [Parameter] public string? Domain { get; set; }

    private string Detail => _state?.FirstEventAt is { } first
        ? $"The first event came on {_clock.Full(first)}"
        : $"{Elapsed} so far, it usually takes less than 2 minutes";

    private string Elapsed => time.GetUtcNow() - _since is { TotalMinutes: >= 1 } elapsed
        ? $"{(int)elapsed.TotalMinutes} min {elapsed.Seconds} s"
        : $"{(int)(time.GetUtcNow() - _since).TotalSeconds} s";

    protected override async Task OnInitializedAsync()
    {
        _left = _leaving.Token;
        _clock = StoreClock.For(Current.TimeZone);
        await LoadAsync();
        _sightings = feeds.WatchSite(Current.TenantId, Site, () => _ = InvokeAsync(RefreshAsync));
        _failure ??= await Failures.ReadAsync(logger, Unread, async () =>
        {
            _watch = await feeds.WatchAsync(Current, OnSnapshot, _left);
            if (_left.IsCancellationRequested)
                _watch.Dispose();
        }, _left);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _sightings?.Dispose();
        _watch?.Dispose();
        _leaving.Dispose();
    }

    private DateTimeOffset? Seen(string name) => _state?.Seen.TryGetValue(name, out var at) == true ? at : null;

    // A snapshot comes at least each second; the table is asked only when an event came, the clock moves always.
    private void OnSnapshot(LiveSnapshot snapshot) => _ = InvokeAsync(() =>
    {
        if (snapshot.LastArrival != _newest)
        {
            _newest = snapshot.LastArrival;
            return RefreshAsync();
        }

        StateHasChanged();
        return Task.CompletedTask;
    });

    private async Task RefreshAsync()
    {
        if (_asking || _left.IsCancellationRequested)
        {
            return;
        }

        // Told by the service that counts events, whose work this is not.
        using var scope = WorkloadScope.Enter(Workload.Page);
        _asking = true;
        await LoadAsync();
        _asking = false;
        StateHasChanged();
    }

    private async Task LoadAsync() => _failure = await Failures.ReadAsync(
        logger, Unread, async () => _state = await installations.FindAsync(Current.TenantId, Site, _left), _left);
}
