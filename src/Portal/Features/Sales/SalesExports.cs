using Portal.Components.Shared.Tables;
using Portal.Features.Analytics;
using Portal.Features.Orders;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Sales;
using Portal.Infrastructure.Sales.Products;

namespace Portal.Features.Sales;

/// <summary>The section's lists and reports as files.</summary>
public static class SalesExports
{
    public static void MapSalesExports(this IEndpointRouteBuilder routes)
    {
        routes.MapExport<SalesQueries>("/sales/statement", SalesPolicies.CanView, (call, sales) =>
        {
            var range = call.Range();
            return TableExport.Report(call.Request, call.Named("sales-statement", range), SalesReports.Statement, async () =>
                StatementLines.Of(await sales.TotalAsync(call.Store.TenantId, range.Days, call.Basis(), call.Cancel)));
        });
        routes.MapExport<SalesQueries>("/sales/days", SalesPolicies.CanView, (call, sales) =>
        {
            var range = call.Range();
            return TableExport.Report(call.Request, call.Named("sales-by-day", range), SalesReports.Days(call.Store.Currency), async () =>
                SalesReports.Fill(range.Days, await sales.DaysAsync(call.Store.TenantId, range.Days, call.Basis(), call.Cancel)));
        });
        routes.MapExport<SalesQueries>("/sales/parts", SalesPolicies.CanView, (call, sales) =>
        {
            var (range, dimension) = (call.Range(), SalesReports.Dimension(call.Text(RangedExport.By)));
            return TableExport.Report(call.Request, call.Named($"sales-by-{SalesReports.Name(dimension)}", range),
                SalesReports.Parts(dimension, call.Store.Currency), async () =>
                await sales.PartsAsync(call.Store.TenantId, range.Days, call.Basis(), dimension, int.MaxValue, call.Cancel));
        });
        routes.MapExport<ProductSalesQueries>("/sales/products", SalesPolicies.CanView, (call, products) =>
        {
            var (range, level) = (call.Range(), ProductSalesParameters.Read(call.Text(ProductSalesParameters.By)));
            var reading = new Lazy<Task<ProductSalesReport>>(() => products.FindAsync(call.Store.TenantId, range.Days, call.Basis(),
                level));
            return TableExport.File(
                call.Request, call.Named("products-sold", range), ProductSalesList.Columns(level, call.Store, null),
                ProductSalesList.Default,
                async (page, _) => ProductSalesList.Page((await reading.Value).Rows, level, page));
        });
    }
}
