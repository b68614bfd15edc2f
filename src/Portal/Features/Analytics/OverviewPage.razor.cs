using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Analytics;
using Portal.Features.Analytics.Traffic;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>A store's traffic: how much, compared with before, over time, and from where.</summary>
public sealed partial class OverviewPage(OverviewQueries overview, BreakdownQueries breakdowns, NavigationManager address)
{
    private const string MetricName = "metric";
    private const int RowsOfACard = 8;

    private static readonly Overview Nothing = new(0, TrafficFigures.None, []);

    private IReadOnlyList<Kpi> _kpis = OverviewKpis.Of(Nothing, null, "EUR");
    private IReadOnlyList<BreakdownCardData> _cards = BreakdownCardData.All;
    private ChartOptions? _chart;

    [SupplyParameterFromQuery(Name = MetricName)] public string? MetricInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "came")] public string? CameInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "place")] public string? PlaceInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "with")] public string? WithInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "ends")] public string? EndsInAddress { get; set; }

    protected override object Asked => (MetricInAddress, CameInAddress, PlaceInAddress, WithInAddress, EndsInAddress);

    private OverviewMetric Metric => OverviewMetric.Find(MetricInAddress, Range.ByHour);

    private SelectOption<OverviewMetric>[] Metrics =>
        [.. OverviewMetric.For(Range.ByHour).Select(metric => new SelectOption<OverviewMetric>(metric, metric.Title))];

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        string?[] chosen = [CameInAddress, PlaceInAddress, WithInAddress, EndsInAddress];
        var cards = BreakdownCardData.All.Zip(chosen, (card, dimension) => card.Choose(dimension)).ToList();
        var rows = cards.Select(card => breakdowns.TopAsync(Current.TenantId, Range, Before, card.Dimension, RowsOfACard,
            cancellationToken)).ToList();
        var asked = overview.FindAsync(Current.TenantId, Range, cancellationToken);
        var askedBefore = Before is null ? Task.FromResult(Nothing) : overview.FindAsync(Current.TenantId, Before, cancellationToken);
        var tops = await Task.WhenAll(rows);
        var (now, before) = (await asked, Before is null ? null : await askedBefore);

        _kpis = OverviewKpis.Of(now, before, Current.Currency);
        _cards = [.. cards.Zip(tops, (card, top) => card with { Rows = top, Sessions = now.Figures.Sessions })];
        _chart = OverviewChart.Of(Metric, Current, Range, now, before, Clock, Time.GetUtcNow());
        return now.Visitors > 0 || now.Figures != TrafficFigures.None;
    }

    private string? More(BreakdownCardData card) => card.Name switch
    {
        "came" => RangeParameters.With(PortalUrls.AnalyticsPage(Current.Slug, "sources"), Range),
        "ends" => RangeParameters.With(PortalUrls.AnalyticsPage(Current.Slug, "pages"), Range,
            (PagesPage.ViewName, card.Dimension == TrafficDimensions.Landing ? PagesPage.LandingView : null)),
        _ => null,
    };

    private void Go(string name, string? value) => address.NavigateTo(address.GetUriWithQueryParameter(name, value), replace: true);
}
