using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics;
using Portal.Domain.Shared.Text;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics.Visitors;

namespace Portal.Features.Analytics.Visitors;

/// <summary>
/// The page of visitors as a file: those of its days, or those that its search finds, with names as the reader may see them.
/// </summary>
internal sealed class VisitorExport(VisitorListQueries visitors, VisitorSearch search)
{
    public static void MapVisitorExport(IEndpointRouteBuilder routes) =>
        routes.MapExport<VisitorExport>("/analytics/visitors", AnalyticsPolicies.CanView, (call, export) =>
    {
        var range = call.Range();
        var isPlain = StorePolicyTable.Shows(call.Store.Role, AnalyticsPolicies.CanSeePersonalData);
        var isSearch = !string.IsNullOrWhiteSpace(call.Text(VisitorsPage.SearchName));
        return TableExport.Rows(
            call.Request, call.Named("visitors", range), Columns(StoreClock.For(call.Store.TimeZone), isPlain, isSearch),
            Domain.Shared.Tables.TableQuery.First,
            _ => isSearch ? export.FoundAsync(call, isPlain) : export.OfDays(call, range));
    });

    private IAsyncEnumerable<Row> OfDays(ExportCall call, AnalyticsRange range) =>
        visitors.StreamAsync(call.Store.TenantId, range, call.Cancel).Select(visitor => new Row(null, visitor));

    private async IAsyncEnumerable<Row> FoundAsync(ExportCall call, bool isPlain)
    {
        foreach (var match in await search.FindAsync(call.Store, call.Text(VisitorsPage.SearchName), isPlain, call.Cancel))
            yield return new(match.MatchedBy, match.Visitor);
    }

    private static IReadOnlyList<DataColumn<Row>> Columns(StoreClock clock, bool isPlain, bool isSearch) =>
    [
        .. isSearch ? FoundBy : [],
        new("visitor", "Visitor", row => VisitorFormatter.Name(row.Visitor, isPlain)),
        new("identified", "Identified", _ => "") { Export = row => row.Visitor.IsKnown },
        new("bot", "Bot", _ => "") { Export = row => row.Visitor.IsBot },
        new("seen", "Last seen", _ => "") { Export = row => row.Visitor.SeenAt is { } at ? clock.Local(at) : null },
        new("sessions", "Sessions in all", _ => "") { Export = row => row.Visitor.Sessions },
        new("channel", "Came by", row => row.Visitor.Channel is { } channel ? VisitorFormatter.Channel(channel) : ""),
        new("landing", "Landed on", row => row.Visitor.LandingPath ?? ""),
        new("device", "Device", row => VisitorFormatter.Join(row.Visitor.Device, row.Visitor.Browser) ?? ""),
        new("place", "Place", row => VisitorFormatter.Join(row.Visitor.City, row.Visitor.Country) ?? ""),
    ];

    private static DataColumn<Row>[] FoundBy => [new("by", "Found by", row => VisitorFormatter.Of(row.FoundBy!.Value))];

    /// <param name="FoundBy">Null without a search.</param>
    private sealed record Row(MatchedBy? FoundBy, VisitorRow Visitor);
}
