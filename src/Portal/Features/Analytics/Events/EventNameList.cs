using System.Globalization;
using Portal.Components.Shared.Tables;
using Portal.Domain.Text;
using Portal.Infrastructure.Analytics.Explorer;

namespace Portal.Features.Analytics.Events;

/// <summary>The columns of the list of names, for the page and for its download.</summary>
internal static class EventNameList
{
    /// <param name="bots">Whether bots are shown; without them their column would only hold zeroes.</param>
    public static IReadOnlyList<DataColumn<EventNameRow>> Columns(bool bots) =>
    [
        new("name", "Event", row => row.Name) { Main = true, Locked = true, Sortable = true, Card = CardPlace.Title },
        new("events", "Events", row => NumberFormat.Full(row.Events)) { Number = true, Sortable = true, Card = CardPlace.Amount, Export = row => Digits(row.Events) },
        new("share", "Share", row => NumberFormat.Percent(row.Share)) { Number = true, Card = CardPlace.Time, Export = row => row.Share.ToString("0.######", CultureInfo.InvariantCulture) },
        new("late", "Late", row => NumberFormat.Full(row.Late)) { Number = true, Sortable = true, Export = row => Digits(row.Late) },
        .. bots ? Bots : [],
    ];

    private static DataColumn<EventNameRow>[] Bots =>
        [new("bots", "Of bots", row => NumberFormat.Full(row.Bots)) { Number = true, Sortable = true, Export = row => Digits(row.Bots) }];

    private static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);
}
