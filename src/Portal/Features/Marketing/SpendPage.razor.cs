using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics.Attribution;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Features.Analytics;
using Portal.Features.Shared;
using Portal.Infrastructure.Marketing;

namespace Portal.Features.Marketing;

/// <summary>What advertising costs, and what it brings under a model of attribution.</summary>
public sealed partial class SpendPage(SpendQueries spend, NavigationManager address)
{
    private static readonly SelectOption<string>[] Dimensions = [
        .. SpendQueries.Dimensions.Select(dimension => new SelectOption<string>(dimension, DimensionLabels.Title(dimension)))];
    private static readonly SelectOption<AttributionModel>[] Models = [
        .. SpendParameters.Models.Select(model => new SelectOption<AttributionModel>(model.Model, model.Text))];
    private static readonly SpendReport Nothing = new([], 0, 0, 0, []);

    private SpendParameters _parameters = SpendParameters.Read(null, null);
    private IReadOnlyList<DataColumn<SpendRow>> _columns = [];
    private IReadOnlyList<Kpi> _kpis = SpendKpis.Of(Nothing, null, "EUR");
    private Task<SpendReport>? _reading;
    private ChartOptions? _chart;

    [SupplyParameterFromQuery(Name = SpendParameters.By)] public string? ByInAddress { get; set; }

    [SupplyParameterFromQuery(Name = SpendParameters.Under)] public string? ModelInAddress { get; set; }

    protected override object Asked => (ByInAddress, ModelInAddress);

    private string Export => RangeParameters.With(PortalUrls.MarketingExport(Current.Slug, "spend"), Range, _parameters.Parameters);

    protected override void Arrange()
    {
        _parameters = SpendParameters.Read(ByInAddress, ModelInAddress);
        _columns = SpendList.Columns(_parameters, Current.Currency);
        _reading = null;
    }

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _reading = spend.FindAsync(Current.TenantId, Range, _parameters.Dimension, _parameters.Model, cancellationToken);
        var earlier = Before is null ? null : spend.FindAsync(Current.TenantId, Before, _parameters.Dimension, _parameters.Model,
            cancellationToken);
        var report = await _reading;
        var before = earlier is null ? null : await earlier;
        _kpis = SpendKpis.Of(report, before, Current.Currency);
        _chart = Draw(report);
        return report.Cost > 0;
    }

    private async Task<TablePage<SpendRow>> LoadListAsync(TableQuery query, CancellationToken cancellationToken) =>
        SpendList.Page(await (_reading ??= spend.FindAsync(Current.TenantId, Range, _parameters.Dimension, _parameters.Model,
            cancellationToken)), _parameters,
            query);

    private ChartOptions Draw(SpendReport report) => new(
        ChartKind.Line,
        $"Cost and revenue by day: {MoneyFormat.Brief(report.Cost, Current.Currency)} spent, "
            + $"{MoneyFormat.Brief(report.Revenue, Current.Currency)} earned",
        [.. report.Days.Select(day => day.Day.ToString("d MMM", CultureInfo.InvariantCulture))],
        [new("Revenue", Metric.Revenue, [.. report.Days.Select(day => (decimal?)day.Revenue)]),
            new("Cost", Metric.AdSpend, [.. report.Days.Select(day => (decimal?)day.Cost)])])
    {
        CategoryTitle = "Day",
        Prefix = MoneyFormat.Symbol(Current.Currency) + " ",
        FileName = $"ad-spend-{Range.From:yyyy-MM-dd}",
        Height = 260,
        Unfinished = Range.Start <= Time.GetUtcNow() && Time.GetUtcNow() < Range.End ? 1 : 0,
    };

    private void Go(SpendParameters parameters) =>
        address.NavigateTo(RangeParameters.With(PortalUrls.Marketing(Current.Slug, "spend"), Range, parameters.Parameters), replace: true);
}
