using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics.Attribution;
using Portal.Domain.Tables;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>What brought the orders, under each model of attribution side by side.</summary>
public sealed partial class AttributionPage(AttributionQueries attribution, NavigationManager address)
{
    private static readonly Choice<string>[] Dimensions = [.. AttributionQueries.Dimensions.Select(dimension => new Choice<string>(dimension, DimensionText.Title(dimension)))];
    private static readonly Choice<int>[] Lookbacks = [.. AttributionQueries.Lookbacks.Select(days => new Choice<int>(days, $"{days} days back"))];
    private static readonly Choice<bool>[] Shows = [new(false, "Revenue"), new(true, "Orders")];

    private AttributionAsk _ask = AttributionAsk.Read(null, null, null);
    private IReadOnlyList<DataColumn<AttributionRow>> _columns = [];
    private decimal? _orders, _revenue;

    [SupplyParameterFromQuery(Name = AttributionAsk.By)] public string? ByInAddress { get; set; }

    [SupplyParameterFromQuery(Name = AttributionAsk.Lookback)] public string? LookbackInAddress { get; set; }

    [SupplyParameterFromQuery(Name = AttributionAsk.Show)] public string? ShowInAddress { get; set; }

    protected override object Asked => (ByInAddress, LookbackInAddress, ShowInAddress);

    private string Export => RangeAddress.With(PortalUrls.AnalyticsExport(Current.Slug, "attribution"), Range, _ask.Parameters);

    protected override void Arrange()
    {
        _ask = AttributionAsk.Read(ByInAddress, LookbackInAddress, ShowInAddress);
        _columns = AttributionList.Columns(_ask, Current.Currency);
    }

    private async Task<TablePage<AttributionRow>> LoadListAsync(TableQuery query, CancellationToken cancellationToken)
    {
        var rows = await attribution.FindAsync(Current.TenantId, Range, _ask.Dimension, _ask.LookbackDays, cancellationToken);
        _orders = rows.Sum(row => row.Under(AttributionModel.Last).Orders);
        _revenue = rows.Sum(row => row.Under(AttributionModel.Last).Revenue);
        return AttributionList.Page(rows, _ask, query);
    }

    private void Go(AttributionAsk ask) => address.NavigateTo(
        RangeAddress.With(PortalUrls.AnalyticsPage(Current.Slug, "attribution"), Range, ask.Parameters), replace: true);
}
