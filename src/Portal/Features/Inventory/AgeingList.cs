using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Infrastructure.Inventory;

namespace Portal.Features.Inventory;

/// <summary>How long stock has lain, for the page and for its download.</summary>
internal static class AgeingList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "old", Descending = true };

    private static readonly Dictionary<string, Func<StockAge, object?>> Keys = new()
    {
        ["name"] = row => row.Name,
        ["sku"] = row => row.Sku,
        ["on_hand"] = row => row.OnHand,
        ["value"] = row => row.Value,
        ["old"] = row => row.Old,
        ["span0"] = row => row.Units[0],
        ["span1"] = row => row.Units[1],
        ["span2"] = row => row.Units[2],
        ["span3"] = row => row.Units[3],
        ["span4"] = row => row.Units[4],
    };

    public static IReadOnlyList<DataColumn<StockAge>> Columns(CurrentStore store) =>
    [
        new("name", "Product", row => row.Name) { Main = true, Locked = true, Sortable = true, Card = CardPlace.Title },
        new("sku", "SKU", row => row.Sku) { Sortable = true, Card = CardPlace.Id },
        ListColumns.Count<StockAge>("on_hand", "On hand", row => row.OnHand) with { Card = CardPlace.Amount, CardUnit = "units" },
        .. AgeingQueries.Bounds.Select((span, place) => ListColumns.Count<StockAge>($"span{place}", span + " days",
            row => row.Units[place])),
        ListColumns.Count<StockAge>("old", "Over 90 days", row => row.Old) with { Card = CardPlace.Time, CardUnit = "over 90 days" },
        ListColumns.Money<StockAge>("value", "Value", store.Currency, row => row.Value ?? 0) with { Definition = "Units on hand at cost." },
    ];

    /// <summary>What lies at cost by how long it has, for the panel and for its files.</summary>
    public static IEnumerable<(string Days, int Units, decimal Value)> Spans(IReadOnlyList<StockAge> rows) =>
        AgeingQueries.Bounds.Select((span, place) => (span, rows.Sum(row => row.Units[place]),
            rows.Sum(row => (row.Cost ?? 0) * row.Units[place])));

    public static IReadOnlyList<DataColumn<(string Days, int Units, decimal Value)>> SpanColumns(CurrentStore store) =>
    [
        new("days", "Days since it came", row => row.Days),
        ListColumns.Count<(string Days, int Units, decimal Value)>("units", "Units", row => row.Units),
        ListColumns.Money<(string Days, int Units, decimal Value)>("value", "Value", store.Currency, row => row.Value),
    ];

    public static TablePage<StockAge> Page(IReadOnlyList<StockAge> rows, TableQuery query) =>
        TableRows.Page(rows, query, Keys, row => $"{row.Name} {row.Sku}");
}
