using System.Globalization;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Infrastructure.Catalogue;

namespace Portal.Features.Catalogue;

/// <summary>The list of prices, for the page and for its download.</summary>
internal static class PriceList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "name" };

    private static readonly IReadOnlyList<string> Kinds = ["Reduced", "Regular"];

    public static IReadOnlyList<DataColumn<PriceRow>> Columns(CurrentStore store)
    {
        var clock = StoreClock.For(store.TimeZone);
        return
        [
            new("name", "Product", row => row.Name) { Main = true, Locked = true, Sortable = true, Cell = ProductCells.Priced(store.Slug),
                Card = CardPlace.Title },
            new("sku", "SKU", row => row.Variant.Sku) { Sortable = true, Card = CardPlace.Id },
            Money("price", "Price", store.Currency, row => row.Variant.Price) with { Sortable = true, Card = CardPlace.Amount },
            Money("before", "Shown before", store.Currency,
                row => row.Variant.CompareAt) with { Definition = "The price that the reduction is shown against." },
            Money("lowest", "Lowest of 30 days", store.Currency, row => row.Variant.Lowest)
                with { Definition = "The lowest price of the 30 days before the reduction began; without one, of the last 30 days. In "
                    + "the EU a reduction is shown against it (Directive 98/6/EC, article 6a)." },
            ListColumns.Percent<PriceRow>("reduction", "Reduction",
                row => row.Variant.IsReduced ? 1 - (row.Variant.Price / row.Variant.CompareAt) : null),
            new("promotion", "Promotion", row => row.Variant.IsReduced ? row.Variant.Promotion ?? "Reduced"
                : NumberFormat.Dash) { Cell = ProductCells.Claim, FilterValues = Kinds, Card = CardPlace.State },
            Money("cost", "Cost", store.Currency, row => row.Variant.Cost),
            ListColumns.Percent<PriceRow>("margin", "Margin",
                row => row.Variant.Margin) with { Definition = "What is left of the price after the cost, as a share of the price." },
            new("since", "Since", row => row.Variant.PriceSince is { } since
                ? clock.Day(since).ToString("d MMM yyyy", CultureInfo.InvariantCulture) : NumberFormat.Dash) { Sortable = true,
                Card = CardPlace.Time },
        ];
    }

    private static DataColumn<PriceRow> Money(string key, string title, string currency, Func<PriceRow, decimal?> amount) =>
        new(key, $"{title}, {MoneyFormat.Symbol(currency)}", row => MoneyFormat.Digits(amount(row), currency))
        {
            Number = true,
            Export = row => amount(row)
        };
}
