using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics.Traffic;

/// <summary>Which products are seen, wanted and bought.</summary>
public sealed partial class ProductsPage(ProductQueries products)
{
    private IReadOnlyList<DataColumn<ProductRow>> _columns = [];

    private string Export => RangeParameters.With(PortalUrls.AnalyticsExport(Current.Slug, "products"), Range);

    protected override void Arrange() => _columns = ProductList.Columns(Current.Currency);

    private Task<TablePage<ProductRow>> LoadListAsync(TableQuery query, CancellationToken cancellationToken) =>
        products.ListAsync(Current.TenantId, Range, query, cancellationToken);
}
