using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics.Schema;
using Portal.Domain.Shared.Text;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics.Explorer;

namespace Portal.Features.Analytics.Explorer;

/// <summary>What the events of a name carry, property by property, as a file.</summary>
internal static class SchemaExport
{
    public static void MapSchemaExport(this IEndpointRouteBuilder routes) =>
        routes.MapExport<EventSchemaQueries>("/analytics/events/named/{name}/schema", AnalyticsPolicies.CanView, (call, schemas) =>
    {
        var (range, name) = (call.Range(), call.Request.RouteValues["name"]!.ToString()!);
        return TableExport.Report(call.Request, call.Named($"schema-{name}", range), Columns(StoreClock.For(call.Store.TimeZone)),
            async () =>
            (await schemas.ReadAsync(new(call.Store.TenantId, range, name), call.Cancel)).Properties);
    });

    private static IReadOnlyList<DataColumn<PropertySchema>> Columns(StoreClock clock) =>
    [
        new("property", "Property", property => property.Path),
        new("share", "Share of events", _ => "") { Export = property => property.Share },
        new("types", "Types", property => string.Join(", ", property.Types.Select(type => property.Types.Count == 1 ? type.Type
            : $"{type.Type} {NumberFormat.Percent(type.Share)}"))),
        new("drifts", "More than one type", _ => "") { Export = property => property.Drifts },
        new("examples", "Examples", property => string.Join(", ", property.Examples)),
        new("first", "First seen", _ => "") { Export = property => clock.Local(property.FirstSeen) },
        new("last", "Last seen", _ => "") { Export = property => clock.Local(property.LastSeen) },
        new("alike", "Looks like", property => property.Alike ?? ""),
    ];
}
