using System.Globalization;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Inventory;

namespace Portal.Features.Inventory;

/// <summary>The list of movements, for the page and for its download.</summary>
internal static class MovementList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "at", Descending = true };

    public static IReadOnlyList<DataColumn<StockMovement>> Columns(StoreClock clock, DateTimeOffset now) =>
    [
        new("name", "Product", row => row.Name) { Main = true, Card = CardPlace.Title },
        new("sku", "SKU", row => row.Sku) { Sortable = true, Card = CardPlace.Id },
        new("kind", "Kind", row => StockLabels.Of(row.Kind)) { FilterValues = MovementQueries.Kinds, Card = CardPlace.State },
        new("quantity", "Units", row => row.Quantity > 0 ? "+" + NumberFormat.Full(row.Quantity) : "−" + NumberFormat.Full(-row.Quantity))
            { Number = true, Sortable = true, Card = CardPlace.Amount, Export = row => row.Quantity },
        new("location", "Location", row => row.Location),
        new("cause", "Cause", row => row.Cause
            ?? NumberFormat.Dash) { Definition = "The order, the purchase order, or the reason that was given.",
            Card = CardPlace.StateEnd },
        new("at", $"When, {clock.Zone(now)}", row => clock.DayAndMinute(row.OccurredAt)) { Sortable = true, Card = CardPlace.Time,
            Export = row => clock.Local(row.OccurredAt) },
    ];
}
