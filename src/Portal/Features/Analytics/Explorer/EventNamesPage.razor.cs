using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics.Explorer;

namespace Portal.Features.Analytics.Explorer;

/// <summary>Which events a store gets: each name with its count, its share, and how many came late.</summary>
public sealed partial class EventNamesPage(EventNameQueries names)
{
    private IReadOnlyList<DataColumn<EventNameRow>> Columns =>
    [
        .. EventNameList.Columns(Range.IncludeBots).Select(column => column.Key == "name" ? column with { Cell = NameCell } : column),
        new("line", Range.ByHour ? "By hour" : "By day", _ => "") { Cell = LineCell },
    ];

    private Task<TablePage<EventNameRow>> PageAsync(TableQuery query, CancellationToken cancellationToken) =>
        names.PageAsync(Current.TenantId, Range, query, cancellationToken);

    private string Link(string name) => RangeParameters.With(PortalUrls.EventName(Current.Slug, name), Range);
}
