using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Components.Shared.Tables;
using Portal.Domain.Marketing;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Marketing;

namespace Portal.Features.Marketing;

/// <summary>Special days: what comes, how each went, and season against season.</summary>
public sealed partial class SeasonsPage(SeasonQueries seasons, StoreRights rights, ILogger<SeasonsPage> logger)
{
    private const int MaxComing = 8;

    private IReadOnlyList<DataColumn<SeasonResult>> _columns = [];
    private IReadOnlyList<SeasonResult> _coming = [];
    private IReadOnlyList<Bar> _weekdays = [];
    private IReadOnlyList<LikeForLike> _like = [];
    private ChartOptions? _curves;
    private string? _chosen;
    private Task<SeasonReport>? _reading;
    private PanelState _state = PanelState.Loading;
    private SeasonForm? _naming;
    private DateOnly _today;
    private int _version;
    private bool _mayEdit;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    [SupplyParameterFromQuery(Name = SeasonCharts.Chosen)] public string? SeasonInAddress { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_reading is { IsCompletedSuccessfully: true })
            Draw(await _reading);
    }

    protected override async Task OnInitializedAsync()
    {
        _columns = SeasonList.Columns(Current, SeasonCells.Name(Current.Slug));
        _mayEdit = await rights.AllowAsync(Current, MarketingPolicies.CanEdit);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _reading = seasons.FindAsync(Current);
        _version++;
        _state = await Failures.ReadAsync(logger, "The seasons could not be read.", async () =>
        {
            var report = await _reading;
            _today = report.Today;
            _coming = [.. report.Seasons.Where(result => result.Season.End >= report.Today).Reverse().Take(MaxComing)];
            _weekdays = [.. report.Weekdays.Select(weekday => new Bar(weekday.Weekday.ToString(), (double)weekday.Index,
                NumberFormat.Full(weekday.Index * 100)))];
            _like = report.LikeForLike;
            Draw(report);
            _state = PanelState.Ready;
        }) ?? _state;
    }

    private void Draw(SeasonReport report)
    {
        var curves = SeasonCharts.Shown(report, SeasonInAddress);
        _chosen = curves.Count == 0 ? null : curves[0].Season.Name;
        _curves = curves.Count == 0 ? null : SeasonCharts.Curves(curves, Current.Currency);
    }

    private async Task<TablePage<SeasonResult>> PageAsync(TableQuery query, CancellationToken cancellationToken) =>
        SeasonList.Page((await (_reading ??= seasons.FindAsync(Current, cancellationToken))).Seasons, query);

    private Task SavedAsync()
    {
        _naming = null;
        return LoadAsync();
    }

    private string In(Season season) =>
        season.Start <= _today ? "now" : $"in {NumberFormat.Count(season.Start.DayNumber - _today.DayNumber, "day", "days")}";

    private static string Last(SeasonResult result) =>
        result.Before?.Index is { } index ? $"last time index {NumberFormat.Full(index * 100)}" : "";

    private static string Span(Season season) => season.Days == 1 ? Day(season.Start) : $"{Day(season.Start)} – {Day(season.End)}";

    private static string Day(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);
}
