using System.Globalization;
using Portal.Components.Shared.Tables;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Infrastructure.Catalogue;

namespace Portal.Features.Catalogue;

/// <summary>The list of changes of price, for the page and for its download.</summary>
internal static class PriceChangeList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "day", Descending = true };

    /// <summary>How the intervals come about.</summary>
    private const string Method =
        "A day's mean after the change less that before it, with the interval it lies in with 95 % confidence: Student's t over pairs of "
        + "the same weekday, up to four weeks on each side, days without stock left out.";

    public static IReadOnlyList<DataColumn<PriceChangeRow>> Columns(CurrentStore store) =>
    [
        new("name", "Product", row => row.Name) { Main = true, Locked = true, Sortable = true, Cell = ProductCells.Changed(store.Slug),
            Card = CardPlace.Title },
        new("sku", "SKU", row => row.Sku) { Sortable = true, Hidden = true, Card = CardPlace.Id },
        new("day", "Changed on", row => row.Day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)) { Sortable = true,
            Card = CardPlace.Time, Export = row => row.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
        new("before", "From", row => MoneyFormat.Full(row.Before, row.Currency)) { Number = true, Sortable = true,
            Export = row => Raw((double)row.Before) },
        new("after", "To", row => MoneyFormat.Full(row.After, row.Currency)) { Number = true, Sortable = true, Card = CardPlace.Amount,
            Export = row => Raw((double)row.After) },
        ListColumns.Percent<PriceChangeRow>("share", "Change", row => row.Share),
        new("units", "Units a day", row => PriceEffectFormatter.Units(row.Known?.Units)) { Number = true, Definition = Method,
            Export = row => Raw(row.Known?.Units) },
        new("revenue", "Revenue a day", row => PriceEffectFormatter.Money(row.Known?.Revenue, store.Currency)) { Number = true,
            Definition = Method, Export = row => Raw(row.Known?.Revenue) },
        new("margin", "Margin a day", row => PriceEffectFormatter.Money(row.Known?.Margin, store.Currency)) { Number = true,
            Definition = Method, Export = row => Raw(row.Known?.Margin) },
        new("says", "In words", row => PriceEffectFormatter.Sentence(row, store.Currency)) { Cell = ProductCells.Explanation(store.Currency),
            Card = CardPlace.State },
    ];

    private static string Raw(DailyChange? change) => change is { } known ? Raw(known.Difference) : "";

    private static string Raw(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
