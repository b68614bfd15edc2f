using Portal.Components.Shared.Tables;
using Portal.Features.Analytics;
using Portal.Infrastructure.Orders.Payments;
using Portal.Infrastructure.Orders.Returns;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Sales;

/// <summary>The lists of returns and payments as files.</summary>
public static class SalesListExports
{
    public static void MapSalesListExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/s/{store}/sales/returns.csv", async (string store, HttpContext context, StoreAccess access, ReturnListQueries returns, TimeProvider time) =>
        {
            if (await access.FindAsync(context.User, store, context.RequestAborted) is not { } found)
                return Results.NotFound();
            var range = RangeAddress.Read(context.Request.Query[RangeAddress.From], context.Request.Query[RangeAddress.To], null, found.TimeZone, time.GetUtcNow());
            return TableExport.Csv(
                context.Request, $"returns-{found.Slug}-{range.From:yyyy-MM-dd}-{range.To:yyyy-MM-dd}", ReturnColumns.For(found), ReturnColumns.Standard,
                (page, token) => returns.ListAsync(found.TenantId, range.Days, page, token));
        }).RequireAuthorization(SalesPolicies.CanView);
        routes.MapGet("/s/{store}/sales/payments.csv", async (string store, HttpContext context, StoreAccess access, PaymentQueries payments, TimeProvider time) =>
        {
            if (await access.FindAsync(context.User, store, context.RequestAborted) is not { } found)
                return Results.NotFound();
            var range = RangeAddress.Read(context.Request.Query[RangeAddress.From], context.Request.Query[RangeAddress.To], null, found.TimeZone, time.GetUtcNow());
            return TableExport.Csv(
                context.Request, $"payments-{found.Slug}-{range.From:yyyy-MM-dd}-{range.To:yyyy-MM-dd}", PaymentColumns.For(found, []), PaymentColumns.Standard,
                (page, token) => payments.ListAsync(found.TenantId, found.TimeZone, range.Days, page, token));
        }).RequireAuthorization(SalesPolicies.CanView);
    }
}
