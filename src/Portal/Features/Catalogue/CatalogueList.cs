using System.Globalization;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Infrastructure.Catalogue;

namespace Portal.Features.Catalogue;

/// <summary>The list of products, for the page and for its download.</summary>
internal static class CatalogueList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "name" };

    public static IReadOnlyList<DataColumn<CatalogueRow>> Columns(
        CurrentStore store, IReadOnlyList<string> brands, IReadOnlyList<string> categories) =>
    [
        new("name", "Product", row => row.Name) { Main = true, Locked = true, Sortable = true, Cell = ProductCells.Name(store.Slug),
            Card = CardPlace.Title },
        new("id", "Id", row => row.Key) { Card = CardPlace.Id },
        new("category", "Category", row => row.Category ?? NumberFormat.Dash) { Sortable = true, FilterValues = categories,
            Card = CardPlace.State },
        new("brand", "Brand", row => row.Brand ?? NumberFormat.Dash) { Sortable = true, FilterValues = brands },
        new("status", "State", row => Words(row.Status)) { FilterValues = CatalogueQueries.Statuses, Hidden = true },
        ListColumns.Count<CatalogueRow>("variants", "Variants", row => row.Variants),
        new("price", $"Price, {MoneyFormat.Symbol(store.Currency)}", row => Price(row, store.Currency))
            { Number = true, Sortable = true, Card = CardPlace.Amount, Definition = "From the lowest to the highest of its variants.",
                Export = row => row.Price },
        ListColumns.Percent<CatalogueRow>("margin", "Margin",
            row => row.Margin) with { Definition = "What is left of the price after the cost, as a share of the price." },
        ListColumns.Count<CatalogueRow>("on_hand", "On hand", row => row.OnHand) with { Card = CardPlace.Time, CardUnit = "on hand" },
        new("rating", "Rating", row => NumberFormat.Full(row.Rating, 1)) { Number = true, Export = row => row.Rating, Sortable = true,
            Definition = "The mean of its reviews, of five stars." },
        ListColumns.Count<CatalogueRow>("reviews", "Reviews", row => row.Reviews) with { Hidden = true },
    ];

    public static string Words(string status) => status switch { "draft" => "Draft", "archived" => "Archived", _ => "Active" };

    private static string Price(CatalogueRow row, string currency) => row.Price == row.Highest
        ? MoneyFormat.Digits(row.Price, currency)
        : $"{MoneyFormat.Digits(row.Price, currency)} – {MoneyFormat.Digits(row.Highest, currency)}";
}
