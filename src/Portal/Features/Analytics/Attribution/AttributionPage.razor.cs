using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics.Attribution;
using Portal.Domain.Shared.Tables;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics.Attribution;

/// <summary>What brought the orders, under each model of attribution side by side.</summary>
public sealed partial class AttributionPage(AttributionQueries attribution, NavigationManager address)
{
    private static readonly SelectOption<string>[] Dimensions = [
        .. AttributionQueries.Dimensions.Select(dimension => new SelectOption<string>(dimension, DimensionLabels.Title(dimension)))];
    private static readonly SelectOption<int>[] Lookbacks = [.. AttributionQueries.Lookbacks.Select(days => new SelectOption<int>(days,
        $"{days} days back"))];
    private static readonly SelectOption<bool>[] Shows = [new(false, "Revenue"), new(true, "Orders")];

    private AttributionParameters _parameters = AttributionParameters.Read(null, null, null);
    private IReadOnlyList<DataColumn<AttributionRow>> _columns = [];
    private decimal? _orders, _revenue;

    [SupplyParameterFromQuery(Name = AttributionParameters.By)] public string? ByInAddress { get; set; }

    [SupplyParameterFromQuery(Name = AttributionParameters.Lookback)] public string? LookbackInAddress { get; set; }

    [SupplyParameterFromQuery(Name = AttributionParameters.Show)] public string? ShowInAddress { get; set; }

    protected override object Asked => (ByInAddress, LookbackInAddress, ShowInAddress);

    private string Export => RangeParameters.With(PortalUrls.AnalyticsExport(Current.Slug, "attribution"), Range, _parameters.Parameters);

    protected override void Arrange()
    {
        _parameters = AttributionParameters.Read(ByInAddress, LookbackInAddress, ShowInAddress);
        _columns = AttributionList.Columns(_parameters, Current.Currency);
    }

    private async Task<TablePage<AttributionRow>> LoadListAsync(TableQuery query, CancellationToken cancellationToken)
    {
        var rows = await attribution.FindAsync(Current.TenantId, Range, _parameters.Dimension, _parameters.LookbackDays, cancellationToken);
        _orders = rows.Sum(row => row.Under(AttributionModel.Last).Orders);
        _revenue = rows.Sum(row => row.Under(AttributionModel.Last).Revenue);
        return AttributionList.Page(rows, _parameters, query);
    }

    private void Go(AttributionParameters parameters) => address.NavigateTo(
        RangeParameters.With(PortalUrls.AnalyticsPage(Current.Slug, "attribution"), Range, parameters.Parameters), replace: true);
}
