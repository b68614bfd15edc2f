using Microsoft.AspNetCore.Components;
using Portal.Components.Shared.Tables;
using Portal.Domain.Tables;
using Portal.Infrastructure.Analytics.Explorer;

namespace Portal.Features.Analytics.Events;

/// <summary>Which events a store gets: each name with its count, its share, and how many came late.</summary>
public sealed partial class EventNamesPage(EventNameQueries names, NavigationManager address)
{
    private IReadOnlyList<DataColumn<EventNameRow>> Columns =>
    [
        .. EventNameList.Columns(Range.IncludeBots).Select(column => column.Key == "name" ? column with { Cell = NameCell } : column),
        new("line", Range.ByHour ? "By hour" : "By day", _ => "") { Cell = LineCell },
    ];

    // The table reads by itself.
    protected override Task<bool> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    private Task<TablePage<EventNameRow>> PageAsync(TableQuery query, CancellationToken cancellationToken) =>
        names.PageAsync(Current.TenantId, Range, query, cancellationToken);

    private string Link(string name) => RangeLink.To(address, PortalUrls.EventName(Current.Slug, name));
}
