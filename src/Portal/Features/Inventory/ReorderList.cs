using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Infrastructure.Inventory;

namespace Portal.Features.Inventory;

/// <summary>What should be ordered now, for the page and for its download.</summary>
internal static class ReorderList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "cover", Size = 50 };

    private static readonly Dictionary<string, Func<StockRow, object?>> Keys = new()
    {
        ["name"] = row => row.Name,
        ["sku"] = row => row.Sku,
        ["supplier"] = row => row.Supplier ?? "",
        ["position"] = row => row.Facts.OnHand + row.Facts.OnOrder,
        ["cover"] = row => row.Figures.Cover?.Days,
        ["point"] = row => row.Figures.ReorderPoint,
        ["safety"] = row => row.Figures.SafetyStock,
        ["quantity"] = row => row.Figures.Suggested,
        ["cost"] = row => row.Facts.Cost * row.Figures.Suggested,
    };

    public static IReadOnlyList<DataColumn<StockRow>> Columns(CurrentStore store) =>
    [
        new("name", "Product", row => row.Name) { Main = true, Locked = true, Sortable = true, Card = CardPlace.Title },
        new("sku", "SKU", row => row.Sku) { Sortable = true, Card = CardPlace.Id },
        new("supplier", "Supplier", row => row.Supplier ?? NumberFormat.Dash) { Sortable = true, Card = CardPlace.State },
        ListColumns.Count<StockRow>("position", "On hand and order", row => row.Facts.OnHand + row.Facts.OnOrder),
        new("cover", "Days left", row => StockLabels.Days(row.Figures.Cover?.Days)) { Number = true, Sortable = true, Card = CardPlace.Time,
            CardUnit = "days left", Export = row => row.Figures.Cover?.Days },
        ListColumns.Count<StockRow>("lead", "Lead time, days", row => row.Facts.LeadTimeDays) with { Sortable = false,
            Definition = "From the order to the goods: the variant's, else the supplier's, else 14." },
        ListColumns.Count<StockRow>("safety", "Safety stock",
            row => row.Figures.SafetyStock) with { Definition =
            "Kept for demand above its mean during the lead time: z · σ · √L at the service level chosen." },
        ListColumns.Count<StockRow>("point", "Reorder point",
            row => row.Figures.ReorderPoint) with { Definition = "Demand of the lead time and the safety stock." },
        ListColumns.Count<StockRow>("quantity", "Order",
            row => row.Figures.Suggested) with { Definition =
            "Up to the reorder point and the days of cover chosen, less what is there and on its way.", Card = CardPlace.Amount,
            CardUnit = "units" },
        ListColumns.Money<StockRow>("cost", "Cost", store.Currency, row => (row.Facts.Cost ?? 0) * row.Figures.Suggested),
    ];

    public static TablePage<StockRow> Page(IEnumerable<StockRow> rows, TableQuery query) =>
        TableRows.Page(rows.Where(row => row.Figures.Suggested > 0), query, Keys, row => $"{row.Name} {row.Sku} {row.Supplier}");
}
