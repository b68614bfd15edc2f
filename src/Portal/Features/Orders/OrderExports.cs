using Portal.Components.Shared.Tables;
using Portal.Features.Analytics;
using Portal.Features.Orders.Payments;
using Portal.Features.Orders.Returns;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Orders.Lists;
using Portal.Infrastructure.Orders.Payments;
using Portal.Infrastructure.Orders.Reconciling;
using Portal.Infrastructure.Orders.Returns;

namespace Portal.Features.Orders;

/// <summary>The lists and reports of orders, payments and returns as files.</summary>
public static class OrderExports
{
    public static void MapOrderExports(this IEndpointRouteBuilder routes)
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
        routes.MapExport<ReturnListQueries>("/sales/returns", SalesPolicies.CanView, (call, returns) =>
        {
            var range = call.Range();
            return TableExport.File(
                call.Request, call.Named("returns", range), ReturnColumns.For(call.Store), ReturnColumns.Default,
                (page, token) => returns.ListAsync(call.Store.TenantId, range.Days, page, token));
        });
        routes.MapExport<PaymentQueries>("/sales/payments", SalesPolicies.CanView, (call, payments) =>
        {
            var range = call.Range();
            return TableExport.File(
                call.Request, call.Named("payments", range), PaymentColumns.For(call.Store, []), PaymentColumns.Default,
                (page, token) => payments.ListAsync(call.Store.TenantId, call.Store.TimeZone, range.Days, page, token));
        });
        routes.MapExport<ReturnQueries>("/sales/return-reasons", SalesPolicies.CanView, (call, returns) =>
        {
            var range = call.Range();
            return TableExport.Report(call.Request, call.Named("return-reasons", range), ReturnReports.Reasons(call.Store.Currency),
                async () =>
                await returns.ReasonsAsync(call.Store.TenantId, range.Days, call.Basis(), call.Cancel));
        });
        routes.MapExport<ReturnQueries>("/sales/return-products", SalesPolicies.CanView, (call, returns) =>
        {
            var range = call.Range();
            return TableExport.Report(call.Request, call.Named("return-products", range), ReturnReports.Products(call.Store.Currency),
                async () =>
                await returns.ProductsAsync(call.Store.TenantId, range.Days, call.Basis(), int.MaxValue, call.Cancel));
        });
        routes.MapExport<ReturnQueries>("/sales/return-months", SalesPolicies.CanView, (call, returns) =>
        {
            var range = call.Range();
            return TableExport.Report(call.Request, call.Named("return-months", range), ReturnReports.Months, async () =>
                await returns.CohortsAsync(call.Store.TenantId, range.To, ReturnsPage.Months, call.Cancel));
        });
        MapPayments(routes, "payment-methods", "Method", PaymentPart.Methods);
        MapPayments(routes, "payment-states", "State", PaymentPart.States);
    }

    private static void MapPayments(
        IEndpointRouteBuilder routes, string name, string title, Func<IEnumerable<PaymentSum>, IReadOnlyList<PaymentPart>> parts) =>
        routes.MapExport<PaymentQueries>($"/sales/{name}", SalesPolicies.CanView, (call, payments) =>
        {
            var (range, currency) = (call.Range(), call.Store.Currency);
            IReadOnlyList<DataColumn<PaymentPart>> columns =
            [
                new("name", title, part => part.Name), ListColumns.Count<PaymentPart>("payments", "Payments", part => part.Payments),
                ListColumns.Money<PaymentPart>("amount", "Amount", currency, part => part.Amount),
                ListColumns.Money<PaymentPart>("fees", "Fees", currency, part => part.Fees),
            ];
            return TableExport.Report(call.Request, call.Named(name, range), columns,
                async () => parts(await payments.SumsAsync(call.Store.TenantId, range.Days, call.Cancel)));
        });
}
