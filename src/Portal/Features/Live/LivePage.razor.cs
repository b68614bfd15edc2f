using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Live;

namespace Portal.Features.Live;

/// <summary>What happens in the store this second. Nothing is asked for again: each commit is pushed here.</summary>
public sealed partial class LivePage(StoreFeeds feeds, ILogger<LivePage> logger) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private CancellationToken _left;
    private IDisposable? _watch;
    private LiveSnapshot? _snapshot;
    private LiveSnapshot? _next;
    private StoreClock _clock = StoreClock.For("UTC");
    private PanelState _waiting = PanelState.Loading;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    protected override Task OnInitializedAsync()
    {
        _left = _leaving.Token;
        _clock = StoreClock.For(Current.TimeZone);
        return WatchAsync();
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
        _waiting = await Failures.ReadAsync(logger, "The live figures could not be read.", async () =>
        {
            _watch = await feeds.WatchAsync(Current, Show, _left);
            if (_left.IsCancellationRequested)
                _watch.Dispose();
        }, _left) ?? _waiting;
    }

    // On a thread of its own, since others wait to be shown the same; a snapshot that was not drawn yet gives way to the
    // next, so that a slow circuit falls behind in nothing but its pace.
    private void Show(LiveSnapshot snapshot)
    {
        if (Interlocked.Exchange(ref _next, snapshot) is null)
        {
            _ = Task.Run(() => InvokeAsync(Draw), _left);
        }
    }

    private void Draw()
    {
        if (!_left.IsCancellationRequested && Interlocked.Exchange(ref _next, null) is { } next)
        {
            _snapshot = next;
            StateHasChanged();
        }
    }
}
