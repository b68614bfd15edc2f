using Portal.Components.Shared.Tables;
using Portal.Infrastructure.Catalogue;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Catalogue;

/// <summary>The section's lists as files.</summary>
public static class CatalogueExports
{
    public static void MapCatalogueExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/s/{store}/products/catalogue.csv", async (string store, HttpContext context, StoreAccess access, CatalogueQueries catalogue) =>
            await access.FindAsync(context.User, store, context.RequestAborted) is { } found
                ? TableExport.Csv(
                    context.Request, $"products-{found.Slug}", CatalogueList.Columns(found, [], []), CatalogueList.Standard, (query, token) => catalogue.ListAsync(found.TenantId, query, token))
                : Results.NotFound()).RequireAuthorization(CataloguePolicies.CanView);
        routes.MapGet("/s/{store}/products/prices.csv", async (string store, HttpContext context, StoreAccess access, CatalogueQueries catalogue) =>
            await access.FindAsync(context.User, store, context.RequestAborted) is { } found
                ? TableExport.Csv(context.Request, $"prices-{found.Slug}", PriceList.Columns(found), PriceList.Standard, (query, token) => catalogue.PricesAsync(found.TenantId, query, token))
                : Results.NotFound()).RequireAuthorization(CataloguePolicies.CanView);
        routes.MapGet("/s/{store}/products/price-changes.csv", async (string store, HttpContext context, StoreAccess access, PriceChangeQueries changes) =>
            await access.FindAsync(context.User, store, context.RequestAborted) is { } found
                ? TableExport.Csv(
                    context.Request, $"price-changes-{found.Slug}", PriceChangeList.Columns(found), PriceChangeList.Standard, (query, token) => changes.ListAsync(found, query, null, token))
                : Results.NotFound()).RequireAuthorization(CataloguePolicies.CanView);
    }
}
