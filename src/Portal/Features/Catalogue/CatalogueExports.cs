using Portal.Components.Shared.Tables;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Catalogue;

namespace Portal.Features.Catalogue;

/// <summary>The section's lists as files.</summary>
public static class CatalogueExports
{
    public static void MapCatalogueExports(this IEndpointRouteBuilder routes)
    {
        routes.MapExport<CatalogueQueries>("/products/catalogue", CataloguePolicies.CanView, (call, catalogue) => TableExport.File(
            call.Request, $"products-{call.Store.Slug}", CatalogueList.Columns(call.Store, [], []), CatalogueList.Default, (query, token) =>
                catalogue.ListAsync(call.Store.TenantId, query, token)));
        routes.MapExport<CatalogueQueries>("/products/prices", CataloguePolicies.CanView, (call, catalogue) => TableExport.File(
            call.Request, $"prices-{call.Store.Slug}", PriceList.Columns(call.Store), PriceList.Default, (query, token) =>
                catalogue.PricesAsync(call.Store.TenantId, query, token)));
        routes.MapExport<PriceChangeQueries>("/products/price-changes", CataloguePolicies.CanView, (call, changes) => TableExport.File(
            call.Request, $"price-changes-{call.Store.Slug}", PriceChangeList.Columns(call.Store), PriceChangeList.Default,
            (query, token) => changes.ListAsync(call.Store, query, null, token)));
    }
}
