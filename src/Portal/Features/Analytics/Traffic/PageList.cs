using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics.Traffic;

/// <summary>The list of pages.</summary>
internal static class PageList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "views", Descending = true };

    public static IReadOnlyList<DataColumn<PageRow>> Columns { get; } =
    [
        new("path", "Page", row => row.Path) { Main = true, Locked = true, Sortable = true, Card = CardPlace.Title },
        ListColumns.Count<PageRow>("views", "Views", row => row.Views) with { Card = CardPlace.Amount, CardUnit = "views" },
        ListColumns.Count<PageRow>("entrances", "Entrances", row => row.Entrances) with { Card = CardPlace.Id, CardUnit = "entrances",
            Definition = "Sessions that began on the page." },
        ListColumns.Percent<PageRow>("bounces", "Bounce rate of entrances",
            row => row.BounceRate) with { Definition = "Sessions that began on the page and did nothing else, divided by entrances." },
        ListColumns.Count<PageRow>("exits", "Exits", row => row.Exits) with { Card = CardPlace.Time, CardUnit = "exits",
            Definition = "Sessions whose last page it was." },
        ListColumns.Percent<PageRow>("exit_rate", "Exits of views", row => row.ExitRate) with { Definition = "Exits divided by views." },
    ];
}
