using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Tenancy;
using Portal.Domain.Text;
using Portal.Infrastructure.Events.Live;

namespace Portal.Features.Live;

/// <summary>What happens in the store this second. Nothing is asked for again: each commit is pushed here.</summary>
public sealed partial class LivePage(LiveBoards boards, ILogger<LivePage> logger) : IDisposable
{
    private static readonly Choice<ActivityKind>[] Kinds =
        [new(ActivityKind.All, "All"), new(ActivityKind.Orders, "Orders"), new(ActivityKind.Carts, "Carts"), new(ActivityKind.Visits, "Visits")];

    private readonly CancellationTokenSource _leaving = new();
    private CancellationToken _left;
    private IDisposable? _watch;
    private LiveSnapshot? _snapshot;
    private StoreClock _clock = StoreClock.For("UTC");
    private PanelState _state = PanelState.Loading;
    private PanelState _activityState = PanelState.Loading;
    private PanelState _pagesState = PanelState.Loading;
    private IReadOnlyList<double> _minutes = [];
    private IReadOnlyList<double> _seconds = [];
    private IReadOnlyList<Bar> _pages = [];
    private ActivityKind _kind;
    private IReadOnlyList<LiveEvent>? _frozen;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    private IEnumerable<(LiveEvent Item, Activity Activity)> Shown => (_frozen ?? _snapshot!.Recent)
        .Select(item => (item, Activity.Of(item)))
        .Where(pair => _kind == ActivityKind.All || pair.Item2.Kind == _kind);

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
        try
        {
            _watch = await boards.WatchAsync(Current, Show, _left);
            if (_left.IsCancellationRequested)
            {
                _watch.Dispose();
            }
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException)
        {
            _state = _activityState = _pagesState = Failures.Show(logger, exception, "The live figures could not be read.");
        }
    }

    private void Show(LiveSnapshot snapshot) => _ = InvokeAsync(() =>
    {
        if (_left.IsCancellationRequested)
        {
            return;
        }

        _snapshot = snapshot;
        _minutes = [.. snapshot.VisitorsByMinute.Select(v => (double)v)];
        _seconds = [.. snapshot.EventsBySecond.Select(v => (double)v)];
        _pages = [.. snapshot.Pages.Select(p => new Bar(p.Path, p.Visitors, NumberFormat.Full(p.Visitors)))];
        _state = PanelState.Ready;
        _activityState = snapshot.Recent.Count == 0 ? PanelState.Empty : PanelState.Ready;
        _pagesState = _pages.Count == 0 ? PanelState.Empty : PanelState.Ready;
        StateHasChanged();
    });

    private void Freeze() => _frozen = _frozen is null ? _snapshot?.Recent : null;

    private string? Amount(LiveEvent item) => item.Revenue is { } revenue ? MoneyFormat.Full(revenue, item.Currency ?? Current.Currency) : null;
}
