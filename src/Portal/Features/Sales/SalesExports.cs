using Portal.Components.Shared.Tables;
using Portal.Features.Analytics;
using Portal.Features.Shared;
using Portal.Features.Tenancy;
using Portal.Infrastructure.Orders.Lists;
using Portal.Infrastructure.Orders.Reconciling;
using Portal.Infrastructure.Sales;
using Portal.Infrastructure.Sales.Products;

namespace Portal.Features.Sales;

/// <summary>The section's lists and reports as files.</summary>
public static class SalesExports
{
    public static void MapSalesExports(this IEndpointRouteBuilder routes)
    {
        routes.MapExport<OrderListQueries>("/sales/orders", SalesPolicies.CanView, (call, orders) =>
        {
            var (range, view) = (call.Range(), OrderView.Find(call.Text(OrderView.Name)));
            var showsPeople = StorePolicyTable.Shows(call.Store.Role, AnalyticsPolicies.CanSeePersonalData);
            return TableExport.Rows(
                call.Request, call.Named("orders", range), OrderColumns.For(call.Store, [], showsPeople), OrderColumns.Default,
                query => orders.StreamAsync(call.Store.TenantId, call.Store.TimeZone, range.Days, view.Statuses, view.OnlyRefunded,
                    showsPeople, query, call.Cancel));
        });
        routes.MapExport<SalesQueries>("/sales/statement", SalesPolicies.CanView, (call, sales) =>
        {
            var range = call.Range();
            return TableExport.Report(call.Request, call.Named("sales-statement", range), SalesReports.Statement, async () =>
                SalesReports.Lines(await sales.TotalAsync(call.Store.TenantId, range.Days, call.Basis(), call.Cancel)));
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
        routes.MapExport<ReconciliationQueries>("/sales/reconciliation", SalesPolicies.CanView, (call, reconciliation) =>
        {
            var range = call.Range();
            return TableExport.Report(call.Request, call.Named("reconciliation", range), ReconciliationReports.Days(call.Store.Currency),
                async () =>
                await reconciliation.DaysAsync(call.Store.TenantId, range.Days, call.Cancel));
        });
        routes.MapExport<ReconciliationQueries>("/sales/differing-orders", SalesPolicies.CanView, (call, reconciliation) =>
        {
            var range = call.Range();
            return TableExport.Report(call.Request, call.Named("differing-orders", range), ReconciliationReports.Orders(call.Store),
                async () =>
                await reconciliation.OrdersAsync(call.Store.TenantId, range.Days, call.Cancel));
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

    /// <summary>The day by which the address counts, as the page reads it.</summary>
    internal static Domain.Orders.AccountingBasis Basis(this ExportCall call) => BasisParameter.Read(call.Text(BasisParameter.Name));
}
