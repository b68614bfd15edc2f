using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Billing;
using Portal.Domain.Home;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Billing;
using Portal.Infrastructure.Home;

namespace Portal.Features.Home;

/// <summary>Today against yesterday, or against the same weekday last week, and what a new store still has to do.</summary>
public sealed partial class HomePage(
    HomeQueries home, UsageQueries usage, ReadModelQueries readModels, TimeProvider time, ILogger<HomePage> logger) : IDisposable
{
    private static readonly SelectOption<int>[] Comparisons = [new(1, "Yesterday"), new(7, "Same day last week")];

    private readonly CancellationTokenSource _leaving = new();
    private CancellationToken _left;
    private StoreClock _clock = StoreClock.For("UTC");
    private DateTimeOffset _now;
    private string _greeting = "";
    private int _daysBack = 1;
    private PanelState _state = PanelState.Loading;
    private PanelState _productState = PanelState.Loading;
    private DayFigures? _today;
    private DayFigures? _before;
    private MoneyFormatter _revenue = MoneyFormat.Parts(null, "");
    private MoneyFormatter _average = MoneyFormat.Parts(null, "");
    private MoneyFormatter _refunds = MoneyFormat.Parts(null, "");
    private ChartOptions? _chart;
    private FirstSteps? _steps;
    private QuotaStanding? _quota;
    private ReadModelState? _readModel;
    private IReadOnlyList<ProductSales> _products = [];
    private IReadOnlyList<ProductSales> _productsBefore = [];

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    [CascadingParameter] public SignedInPerson? Person { get; set; }

    private DayTotals? Now => _today?.UpToNow;

    private DayTotals? Then => _before?.UpToNow;

    private bool ShowSteps => _steps is { } steps && steps.Done < FirstSteps.Total;

    private string ComparisonName => _daysBack == 1 ? "yesterday" : "last week";

    protected override Task OnInitializedAsync()
    {
        _left = _leaving.Token;
        _clock = StoreClock.For(Current.TimeZone);
        _now = time.GetUtcNow();
        var name = Person?.Name.Split(' ')[0];
        _greeting = $"Good {PartOfDay(_clock.Hour(_now))}{(string.IsNullOrEmpty(name) ? "" : $", {name}")}";
        return LoadAsync();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private Task CompareAsync(int daysBack)
    {
        _daysBack = daysBack;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var now = time.GetUtcNow();
        var day = _clock.Day(now);
        var before = day.AddDays(-_daysBack);
        if (await Failures.ReadAsync(logger, "Today's figures could not be read.", async () =>
        {
            _readModel = await readModels.FindAsync(Current.TenantId, _left);
            var days = (await home.DayAsync(Current, day, now, _left), await home.DayAsync(Current, before, now, _left));
            var products = (await home.ProductsAsync(Current, day, now, _left), await home.ProductsAsync(Current, before, now, _left));
            if (before != _clock.Day(now).AddDays(-_daysBack))
                return; // another comparison was chosen meanwhile
            (_now, (_today, _before), (_products, _productsBefore)) = (now, days, products);
            _steps = await home.FirstStepsAsync(Current, _left);
            _quota = await usage.StandingAsync(Current.TenantId, _left);
            Arrange();
        }, _left) is { } failure)
            _state = _productState = failure;
    }

    private void Arrange()
    {
        _revenue = MoneyFormat.Parts(Now!.Revenue, Current.Currency);
        _average = MoneyFormat.Parts(Now.AverageOrder, Current.Currency);
        _refunds = MoneyFormat.Parts(Now.Refunds, Current.Currency);
        _chart = RevenueChart.Of(Current, _today!, _before!, _clock, _now, _daysBack == 1 ? "Yesterday" : "Last week");
        _state = PanelState.Ready;
        _productState = _products.Count == 0 ? PanelState.Empty : PanelState.Ready;
    }

    private string? Brief(decimal? amount) => amount is null ? null : MoneyFormat.Parts(amount, Current.Currency).Number;

    // Today's line ends at the current hour; the day compared with is drawn whole.
    private double[] Line(DayFigures? day, Func<DayTotals, decimal?> figure) => day is null
        ? []
        : [.. day.Hours.Take(day == _today ? HoursSoFar : day.Hours.Count).Select(h => (double)(figure(h) ?? 0))];

    private int HoursSoFar => Math.Max(2, (int)Math.Ceiling((_now - _clock.StartOf(_clock.Day(_now))).TotalHours));

    private static string PartOfDay(int hour) => hour switch
    {
        >= 4 and < 12 => "morning",
        >= 12 and < 18 => "afternoon",
        _ => "evening",
    };
}
