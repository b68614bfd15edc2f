using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Tables;
using Portal.Features.Analytics;
using Portal.Features.Orders;
using Portal.Features.Shared;
using Portal.Infrastructure.Sales.Products;

namespace Portal.Features.Sales;

/// <summary>What each product, variant, category or brand sold, and what is left of it after everything.</summary>
public sealed partial class ProductSalesPage(ProductSalesQueries products, NavigationManager address)
{
    private IReadOnlyList<DataColumn<ProductSalesRow>> _columns = [];
    private IReadOnlyList<Kpi> _kpis = ProductSalesKpis.Of(new([], 0, 0, SteadyWeeks.Min), "EUR");
    private Task<ProductSalesReport>? _reading;
    private ProductSalesReport? _report;
    private string? _chosen;

    [SupplyParameterFromQuery(Name = BasisParameter.Name)] public string? BasisInAddress { get; set; }

    [SupplyParameterFromQuery(Name = ProductSalesParameters.By)] public string? ByInAddress { get; set; }

    protected override object Asked => (BasisInAddress, ByInAddress);

    private AccountingBasis Basis => BasisParameter.Read(BasisInAddress);

    private ProductLevel Level => ProductSalesParameters.Read(ByInAddress);

    private (string, string?)[] Parameters =>
        [(BasisParameter.Name, BasisParameter.Write(Basis)), (ProductSalesParameters.By, ProductSalesParameters.Write(Level))];

    private string ListAddress => RangeParameters.With(PortalUrls.ProductSales(Current.Slug), Range, Parameters);

    private string Export => RangeParameters.With(PortalUrls.ProductSalesExport(Current.Slug), Range, Parameters);

    protected override void Arrange()
    {
        _columns = ProductSalesList.Columns(Level, Current, null);
        _reading = null;
    }

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _report = await (_reading ??= products.FindAsync(Current.TenantId, Range.Days, Basis, Level, cancellationToken));
        _columns = ProductSalesList.Columns(Level, Current, _report);
        _kpis = ProductSalesKpis.Of(_report, Current.Currency);
        return _report.Rows.Count > 0;
    }

    // The list's filters are no parameters of the page; which class is chosen follows from what the list asks for.
    private async Task<TablePage<ProductSalesRow>> LoadListAsync(TableQuery query, CancellationToken cancellationToken)
    {
        _chosen = ClassParameter.Of(query);
        StateHasChanged();
        return ProductSalesList.Page((await (_reading ??= products.FindAsync(Current.TenantId, Range.Days, Basis, Level,
            CancellationToken.None))).Rows, Level, query);
    }

    private void Go(ProductLevel level) => address.NavigateTo(
        RangeParameters.With(PortalUrls.ProductSales(Current.Slug), Range, (BasisParameter.Name, BasisParameter.Write(Basis)),
            (ProductSalesParameters.By, ProductSalesParameters.Write(level))), replace: true);
}
