using System.Globalization;
using Portal.Components.Shared.Tables;
using Portal.Domain.Inventory;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Infrastructure.Inventory;

namespace Portal.Features.Inventory;

/// <summary>The list of stock, for the page and for its download.</summary>
internal static class StockList
{
    /// <summary>What is worst first: the least cover.</summary>
    public static readonly TableQuery Default = TableQuery.First with { Sort = "cover" };

    private static readonly Dictionary<string, Func<StockRow, object?>> Keys = new()
    {
        ["name"] = row => row.Name,
        ["sku"] = row => row.Sku,
        ["state"] = row => StockLabels.Of(row.Figures.State),
        ["on_hand"] = row => row.Facts.OnHand,
        ["on_order"] = row => row.Facts.OnOrder,
        ["sold"] = row => row.Facts.Sold,
        ["pace"] = row => row.Figures.Demand.Mean,
        ["cover"] = row => row.Figures.Cover?.Days,
        ["out"] = row => row.Figures.Cover?.Days,
        ["sell_through"] = row =>
            row.Figures.SellThrough,
        ["value"] = row => row.Figures.Value,
        ["lost"] = row => row.Figures.LostRevenue,
        ["abc"] = row => row.Abc.ToString(),
        ["xyz"] = row => row.Xyz.ToString(),
        ["supplier"] = row => row.Supplier,
    };

    public static IReadOnlyList<DataColumn<StockRow>> Columns(CurrentStore store, DateOnly today) =>
    [
        new("name", "Product", row => row.Name) { Main = true, Locked = true, Sortable = true, Card = CardPlace.Title },
        new("sku", "SKU", row => row.Sku) { Sortable = true, Card = CardPlace.Id },
        new("state", "State", row => StockLabels.Of(row.Figures.State)) { Cell = StockCells.State, Sortable = true,
            FilterValues = StockLabels.States, Card = CardPlace.State },
        ListColumns.Count<StockRow>("on_hand", "On hand", row => row.Facts.OnHand) with { Card = CardPlace.Amount, CardUnit = "units" },
        ListColumns.Count<StockRow>("on_order", "On order",
            row => row.Facts.OnOrder) with { Definition = "Units on their way from suppliers." },
        new("pace", "A day", row => NumberFormat.Full((decimal)row.Figures.Demand.Mean, 1))
            { Number = true, Sortable = true,
                Definition = $"Units sold a day over {StockQueries.Window} days, days without stock left out.",
                Export = row => Math.Round(row.Figures.Demand.Mean, 4) },
        new("cover", "Days left", row => StockLabels.Days(row.Figures.Cover?.Days))
            { Number = true, Sortable = true, Definition = "Units on hand divided by units a day.", Card = CardPlace.Time,
                CardUnit = "days left", Export = row => row.Figures.Cover is { } cover ? Math.Round(cover.Days, 2) : null },
        new("out", "Out between", row => Between(row, today)) { Sortable = true,
            Definition = "When the stock runs out in eight of ten cases if demand stays as it was and nothing is ordered." },
        ListColumns.Percent<StockRow>("sell_through", "Sell-through",
            row => (decimal?)row.Figures.SellThrough) with { Definition = "Units sold, divided by units sold and still there." },
        ListColumns.Money<StockRow>("value", "Value", store.Currency,
            row => row.Figures.Value ?? 0) with { Definition = "Units on hand at cost." },
        ListColumns.Money<StockRow>("lost", "Lost sales", store.Currency,
            row => row.Figures.LostRevenue ?? 0) with { Definition = "Units a day times days without stock, at today's price: an estimate.",
            Hidden = true },
        new("abc", "ABC", row => row.Abc.ToString()) { Sortable = true, FilterValues = ["A", "B", "C"],
            Definition = "A brings the first 80 % of revenue, B the next 15 %, C the rest." },
        new("xyz", "XYZ", row => row.Xyz.ToString()) { Sortable = true, FilterValues = ["X", "Y", "Z"],
            Definition = "X sells steadily from week to week; Z sells irregularly." },
        new("supplier", "Supplier", row => row.Supplier ?? NumberFormat.Dash) { Sortable = true, Hidden = true },
        ListColumns.Count<StockRow>("sold", $"Sold in {StockQueries.Window} days", row => row.Facts.Sold) with { Hidden = true },
        ListColumns.Count<StockRow>("reorder", "Reorder point", row => row.Figures.ReorderPoint) with { Hidden = true, Sortable = false },
    ];

    public static TablePage<StockRow> Page(IReadOnlyList<StockRow> rows, TableQuery query) =>
        TableRows.Page(rows, query, Keys, row => $"{row.Name} {row.Sku}");

    private static string Between(StockRow row, DateOnly today) => row.Figures switch
    {
        { Cover: null } => NumberFormat.Dash,
        { Cover: { } cover } when row.Facts.OnHand > 0 =>
            cover.Early > 365 ? "in over a year" : $"{Day(today, cover.Early)} – {Day(today, cover.Late)}",
        _ => "now",
    };

    private static string Day(DateOnly today, double days) =>
        today.AddDays((int)Math.Min(days, 1000)).ToString("d MMM", CultureInfo.InvariantCulture);

}
