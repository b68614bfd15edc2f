using Portal.Components.Shared.Tables;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics.Explorer;

namespace Portal.Features.Analytics.Explorer;

/// <summary>The columns of the list of names, for the page and for its download.</summary>
internal static class EventNameList
{
    /// <param name="bots">Whether bots are shown; without them their column would only hold zeroes.</param>
    public static IReadOnlyList<DataColumn<EventNameRow>> Columns(bool bots) =>
    [
        new("name", "Event", row => row.Name) { Main = true, Locked = true, Sortable = true, Card = CardPlace.Title },
        ListColumns.Count<EventNameRow>("events", "Events", row => row.Events) with { Card = CardPlace.Amount, CardUnit = "events" },
        ListColumns.Percent<EventNameRow>("share", "Share", row => row.Share) with { Sortable = false, Card = CardPlace.Id,
            Definition = "Of all events of these days." },
        ListColumns.Count<EventNameRow>("late", "Late", row => row.Late) with { Card = CardPlace.Time, CardUnit = "late",
            Definition = "Arrived more than an hour after they happened." },
        .. bots ? Bots : [],
    ];

    private static DataColumn<EventNameRow>[] Bots => [ListColumns.Count<EventNameRow>("bots", "Of bots", row => row.Bots)];
}
