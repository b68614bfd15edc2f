using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Schema;
using Portal.Domain.Tenancy;
using Portal.Features.Tenancy;
using Portal.Infrastructure.Analytics.Explorer;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Analytics.Events;

/// <summary>The lists of the events pages as files.</summary>
internal static class EventExportEndpoints
{
    public static void MapEventExportEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/s/{store}/analytics/events.csv", NamesAsync).RequireAuthorization(AnalyticsPolicies.CanView);
        routes.MapGet("/s/{store}/analytics/events/named/{name}/export.csv", (string store, string name, HttpContext context, StoreAccess access, EventQueries events, TimeProvider time) =>
            EventsAsync(store, name, context, access, events, time, "csv", "text/csv; charset=utf-8", EventExport.WriteCsvAsync)).RequireAuthorization(AnalyticsPolicies.CanView);
        routes.MapGet("/s/{store}/analytics/events/named/{name}/export.json", (string store, string name, HttpContext context, StoreAccess access, EventQueries events, TimeProvider time) =>
            EventsAsync(store, name, context, access, events, time, "json", "application/json", EventExport.WriteJsonAsync)).RequireAuthorization(AnalyticsPolicies.CanView);
    }

    private static async Task<IResult> NamesAsync(string store, HttpContext context, StoreAccess access, EventNameQueries names, TimeProvider time)
    {
        if (await access.FindAsync(context.User, store, context.RequestAborted) is not { } found)
            return Results.NotFound();
        var range = Range(context, found, time);
        return TableExport.Csv(
            context.Request, $"events-{found.Slug}-{range.From:yyyy-MM-dd}-{range.To:yyyy-MM-dd}", EventNameList.Columns(range.IncludeBots), EventNameQueries.Standard,
            (query, cancel) => names.PageAsync(found.TenantId, range, query, cancel));
    }

    private static async Task<IResult> EventsAsync(
        string store, string name, HttpContext context, StoreAccess access, EventQueries events, TimeProvider time,
        string format, string contentType, Func<Stream, IAsyncEnumerable<EventRecord>, bool, CancellationToken, Task> write)
    {
        if (await access.FindAsync(context.User, store, context.RequestAborted) is not { } found)
            return Results.NotFound();
        var range = Range(context, found, time);
        var filter = new EventFilter(found.TenantId, range, name, PropertyPath.Parse(context.Request.Query["property"]), context.Request.Query["value"]);
        var isPlain = found.Role >= StorePolicyTable.MinimumRoles[AnalyticsPolicies.CanSeePersonalData];
        return Results.Stream(
            target => write(target, events.AllAsync(filter, context.RequestAborted), isPlain, context.RequestAborted),
            contentType, $"{name}-{range.From:yyyy-MM-dd}-{range.To:yyyy-MM-dd}.{format}");
    }

    private static AnalyticsRange Range(HttpContext context, CurrentStore store, TimeProvider time)
    {
        var query = context.Request.Query;
        return RangeAddress.Read(query["from"], query["to"], query[RangeAddress.Bots], store.TimeZone, time.GetUtcNow());
    }
}
