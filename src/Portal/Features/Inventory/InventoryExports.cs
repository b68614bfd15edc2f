using Portal.Components.Shared.Tables;
using Portal.Domain.Inventory;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Inventory;

namespace Portal.Features.Inventory;

/// <summary>The section's lists as files.</summary>
public static class InventoryExports
{
    public static void MapInventoryExports(this IEndpointRouteBuilder routes)
    {
        Map<StockQueries, StockRow>(routes, "levels", StockList.Default,
            (store, now) => StockList.Columns(store, StoreClock.For(store.TimeZone).Day(now)),
            (stock, store, _) => InMemory(() => stock.ListAsync(store, ReorderPolicy.Default), StockList.Page));
        Map<StockQueries, StockRow>(routes, "reorder", ReorderList.Default, (store, _) => ReorderList.Columns(store),
            (stock, store, query) =>
                InMemory(() => stock.ListAsync(store,
                ReorderParameters.Read(query[ReorderParameters.Level], query[ReorderParameters.Cover])), ReorderList.Page));
        Map<AgeingQueries, StockAge>(routes, "ageing", AgeingList.Default, (store, _) => AgeingList.Columns(store),
            (ages, store, _) => InMemory(() => ages.ListAsync(store), AgeingList.Page));
        routes.MapExport<MovementQueries>("/inventory/movements", InventoryPolicies.CanView, (call, movements) => TableExport.Rows(
            call.Request, $"movements-{call.Store.Slug}", MovementList.Columns(StoreClock.For(call.Store.TimeZone), call.Now),
            MovementList.Default,
            query => movements.StreamAsync(call.Store.TenantId, query, call.Cancel)));
        routes.MapExport<MovementQueries>("/inventory/locations", InventoryPolicies.CanView, (call, movements) => TableExport.Report(
            call.Request, $"locations-{call.Store.Slug}", Locations, async () =>
                await movements.LocationsAsync(call.Store.TenantId, call.Cancel)));
        routes.MapExport<AgeingQueries>("/inventory/ages", InventoryPolicies.CanView, (call, ages) => TableExport.Report(
            call.Request, $"value-by-age-{call.Store.Slug}", AgeingList.SpanColumns(call.Store), async () =>
                AgeingList.Spans(await ages.ListAsync(call.Store, call.Cancel))));
        Map<PurchaseOrderQueries, PurchaseOrder>(routes, "orders", PurchaseOrderList.Default,
            (store, _) => PurchaseOrderList.Columns(store, StoreClock.For(store.TimeZone)),
            (orders, store, _) => (query, token) => orders.ListAsync(store.TenantId, query, token));
    }

    private static IReadOnlyList<DataColumn<StockLocation>> Locations { get; } =
    [
        new("code", "Code", location => location.Code),
        new("name", "Location", location => location.Name),
        new("city", "City", location => location.City ?? ""),
        new("default", "Default", _ => "") { Export = location => location.IsDefault },
        new("units", "Units", _ => "") { Export = location => location.Units },
    ];

    // A list of figures is worked out once for all pages of the file.
    private static Func<TableQuery, CancellationToken, Task<TablePage<TRow>>> InMemory<TRow>(
        Func<Task<IReadOnlyList<TRow>>> read, Func<IReadOnlyList<TRow>, TableQuery, TablePage<TRow>> page)
    {
        var reading = new Lazy<Task<IReadOnlyList<TRow>>>(read);
        return async (query, _) => page(await reading.Value, query);
    }

    private static void Map<TQueries, TRow>(
        IEndpointRouteBuilder routes, string name, TableQuery defaults,
        Func<CurrentStore, DateTimeOffset, IReadOnlyList<DataColumn<TRow>>> columns,
        Func<TQueries, CurrentStore, IQueryCollection, Func<TableQuery, CancellationToken, Task<TablePage<TRow>>>> load)
            where TQueries : class =>
        routes.MapExport<TQueries>($"/inventory/{name}", InventoryPolicies.CanView, (call, queries) => TableExport.File(
            call.Request, $"{name}-{call.Store.Slug}-{StoreClock.For(call.Store.TimeZone).Day(call.Now):yyyy-MM-dd}",
            columns(call.Store, call.Now), defaults, load(queries, call.Store, call.Request.Query)));
}
