using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics.Schema;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics.Explorer;
using Portal.Infrastructure.Exports;

namespace Portal.Features.Analytics.Explorer;

/// <summary>The lists of the events pages as files.</summary>
internal static class EventExportEndpoints
{
    public static void MapEventExportEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapExport<EventNameQueries>("/analytics/events", AnalyticsPolicies.CanView, (call, names) =>
        {
            var range = call.Range();
            return TableExport.File(
                call.Request, call.Named("events", range), EventNameList.Columns(range.IncludeBots), EventNameQueries.Default,
                (query, cancel) => names.PageAsync(call.Store.TenantId, range, query, cancel));
        });
        routes.MapExport<EventQueries>("/analytics/events/named/{name}/export", AnalyticsPolicies.CanView, (call, events) =>
        {
            var (range, name) = (call.Range(), call.Request.RouteValues["name"]!.ToString()!);
            var isPlain = StorePolicyTable.Shows(call.Store.Role, AnalyticsPolicies.CanSeePersonalData);
            var filter = new EventFilter(call.Store.TenantId, range, name, PropertyPath.Parse(call.Text("property")),
                call.Text("value"))
            { SearchesPeople = isPlain };
            var format = ExportFormats.Find(call.Request.RouteValues[ExportRoutes.Format]?.ToString())!.Value;
            return ExportFile.Of(format, $"{name}-{range.From:yyyy-MM-dd}-{range.To:yyyy-MM-dd}", target =>
                EventExport.WriteAsync(target, format, name, events.AllAsync(filter, call.Cancel), isPlain, call.Cancel));
        });
    }
}
