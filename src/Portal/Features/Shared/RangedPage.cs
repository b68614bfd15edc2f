using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Analytics;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Shared;

/// <summary>
/// A page of the store's figures over the days that its address names. It reads when it opens and whenever the address
/// asks for something else, and stops reading when it is left.
/// </summary>
public abstract class RangedPage : ComponentBase, IDisposable
{
    private CancellationTokenSource _reading = new();
    private object? _read;
    private Debouncer? _pace;
    private bool _isDisposed;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "from")] public string? FromInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "to")] public string? ToInAddress { get; set; }

    [SupplyParameterFromQuery(Name = RangeParameters.Bots)] public string? BotsInAddress { get; set; }

    [SupplyParameterFromQuery(Name = RangeParameters.Compare)] public string? ComparisonInAddress { get; set; }

    [Inject] protected NavigationManager Navigation { get; set; } = null!;

    [Inject] protected TimeProvider Time { get; set; } = null!;

    [Inject] protected ReadModelQueries ReadModels { get; set; } = null!;

    [Inject] protected ILoggerFactory Logs { get; set; } = null!;

    /// <summary>What the page shows.</summary>
    protected AnalyticsRange Range { get; private set; } = null!;

    /// <summary>What it is compared with; null when nothing is.</summary>
    protected AnalyticsRange? Before { get; private set; }

    protected RangeComparison Comparison { get; private set; }

    protected StoreClock Clock { get; private set; } = StoreClock.For("UTC");

    /// <summary>How far the figures are; null before the store's first events.</summary>
    protected ReadModelState? ReadModel { get; private set; }

    /// <summary>Of the page's panels.</summary>
    protected PanelState State { get; private set; } = PanelState.Loading;

    /// <summary>How often the page has read again because events were still being counted; a list with it as its version follows.</summary>
    protected int Follows { get; private set; }

    /// <summary>What else of the address decides what is read, such as a chosen tab.</summary>
    protected virtual object? Asked => null;

    /// <summary>Arranges what follows from the address alone; called before anything is read.</summary>
    protected virtual void Arrange()
    {
    }

    /// <summary>
    /// Reads what the page shows for <see cref="Range"/>. A page of a list alone reads nothing: the list reads for itself.
    /// </summary>
    /// <returns>False when there is nothing to show.</returns>
    protected virtual Task<bool> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    protected override Task OnParametersSetAsync()
    {
        Clock = StoreClock.For(Current.TimeZone);
        Range = RangeParameters.Read(FromInAddress, ToInAddress, BotsInAddress, Current.TimeZone, Time.GetUtcNow());
        Comparison = RangeParameters.ReadComparison(ComparisonInAddress);
        Before = Comparison == RangeComparison.None ? null : Range.Before;
        var wanted = (Current.TenantId, Range, Comparison, Asked);
        if (wanted.Equals(_read))
            return Task.CompletedTask;

        _read = wanted;
        Arrange();
        return LoadAsync();
    }

    /// <summary>Reads again.</summary>
    protected async Task LoadAsync()
    {
        if (_isDisposed)
            return;
        var earlier = _reading;
        _reading = new();
        var cancel = _reading.Token;
        await earlier.CancelAsync();
        earlier.Dispose();
        var failure = await Failures.ReadAsync(Logs.CreateLogger(GetType()), "The figures could not be read.", async () =>
        {
            await (_pace ??= new(Time)).NextAsync(cancel);
            ReadModel = await ReadModels.FindAsync(Current.TenantId, cancel);
            var state = await ReadAsync(cancel) ? PanelState.Ready : PanelState.Empty;
            if (!cancel.IsCancellationRequested)
                State = state;
        }, cancel);
        State = failure ?? State;
    }

    /// <summary>The address of a file of what the page shows: with all that the page's own address asks for.</summary>
    /// <param name="csv">Its address as CSV.</param>
    protected string FileOf(string csv) => csv + new Uri(Navigation.Uri).Query;

    /// <summary>Reads again because more events are counted now.</summary>
    protected Task FollowAsync()
    {
        Follows++;
        return LoadAsync();
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _isDisposed = true;
            _reading.Cancel();
            _reading.Dispose();
        }
    }
}
