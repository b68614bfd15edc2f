using Portal.Components.Shared.Tables;
using Portal.Features.Analytics;
using Portal.Infrastructure.Orders.Payments;
using Portal.Infrastructure.Orders.Returns;

namespace Portal.Features.Sales;

/// <summary>The lists of returns and payments as files.</summary>
public static class SalesListExports
{
    public static void MapSalesListExports(this IEndpointRouteBuilder routes)
    {
        routes.MapExport<ReturnListQueries>("/sales/returns", SalesPolicies.CanView, (call, returns) =>
        {
            var range = call.Range();
            return TableExport.File(
                call.Request, call.Named("returns", range), ReturnColumns.For(call.Store), ReturnColumns.Standard,
                (page, token) => returns.ListAsync(call.Store.TenantId, range.Days, page, token));
        });
        routes.MapExport<PaymentQueries>("/sales/payments", SalesPolicies.CanView, (call, payments) =>
        {
            var range = call.Range();
            return TableExport.File(
                call.Request, call.Named("payments", range), PaymentColumns.For(call.Store, []), PaymentColumns.Standard,
                (page, token) => payments.ListAsync(call.Store.TenantId, call.Store.TimeZone, range.Days, page, token));
        });
    }
}
