using Portal.Components.Shared.Tables;
using Portal.Features.Analytics;
using Portal.Features.Tenancy;
using Portal.Infrastructure.Orders.Lists;
using Portal.Infrastructure.Orders.Products;
using Portal.Infrastructure.Tenancy;
using Microsoft.AspNetCore.Authorization;

namespace Portal.Features.Sales;

/// <summary>The section's lists as files.</summary>
public static class SalesExports
{
    public static void MapSalesExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/s/{store}/sales/orders.csv", async (string store, HttpContext context, StoreAccess access, OrderListQueries orders, IAuthorizationService authorization, TimeProvider time) =>
        {
            if (await access.FindAsync(context.User, store, context.RequestAborted) is not { } found)
                return Results.NotFound();

            var query = context.Request.Query;
            var range = RangeAddress.Read(query[RangeAddress.From], query[RangeAddress.To], null, found.TimeZone, time.GetUtcNow());
            var view = OrderView.Find(query[OrderView.Name]);
            var showsPeople = (await authorization.AuthorizeAsync(context.User, found, AnalyticsPolicies.CanSeePersonalData)).Succeeded;
            return TableExport.Csv(
                context.Request, $"orders-{found.Slug}-{range.From:yyyy-MM-dd}-{range.To:yyyy-MM-dd}", OrderColumns.For(found, [], showsPeople), OrderColumns.Standard,
                (page, token) => orders.ListAsync(found.TenantId, found.TimeZone, range.Days, view.Statuses, view.OnlyRefunded, page, token));
        })
        .RequireAuthorization(SalesPolicies.CanView);
        routes.MapGet("/s/{store}/sales/products.csv", async (string store, HttpContext context, StoreAccess access, ProductSalesQueries products, TimeProvider time) =>
        {
            if (await access.FindAsync(context.User, store, context.RequestAborted) is not { } found)
                return Results.NotFound();

            var query = context.Request.Query;
            var range = RangeAddress.Read(query[RangeAddress.From], query[RangeAddress.To], null, found.TimeZone, time.GetUtcNow());
            var (basis, level) = (BasisAddress.Read(query[BasisAddress.Name]), ProductSalesAsk.Read(query[ProductSalesAsk.By]));
            var reading = new Lazy<Task<ProductSalesReport>>(() => products.FindAsync(found.TenantId, range.Days, basis, level));
            return TableExport.Csv(
                context.Request, $"products-sold-{found.Slug}-{range.From:yyyy-MM-dd}-{range.To:yyyy-MM-dd}", ProductSalesList.Columns(level, found, null), ProductSalesList.Standard,
                async (page, _) => ProductSalesList.Page((await reading.Value).Rows, level, page));
        })
        .RequireAuthorization(SalesPolicies.CanView);
    }
}
