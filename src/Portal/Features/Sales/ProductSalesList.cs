using Portal.Components.Shared.Tables;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Infrastructure.Sales.Products;

namespace Portal.Features.Sales;

/// <summary>The list of sold goods, for the page and for its download.</summary>
internal static class ProductSalesList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "net", Descending = true };

    private static readonly Dictionary<string, Func<ProductSalesRow, object?>> Keys = new()
    {
        ["id"] = row => row.Key,
        ["category"] = row => row.Category,
        ["brand"] = row => row.Brand,
        ["units"] = row => row.Figures.Units,
        ["orders"] = row => row.Figures.Orders,
        ["returned"] = row =>
            row.Figures.RefundedUnits,
        ["gross"] = row => row.Figures.Gross,
        ["discounts"] = row => row.Figures.Discounts,
        ["refunds"] = row => row.Figures.Refunds,
        ["net"] = row => row.Figures.Net,
        ["growth"] = row => row.Growth,
        ["cost"] = row => row.Figures.Cost,
        ["margin"] = row => row.Figures.Margin,
        ["margin_share"] = row =>
            row.Figures.MarginShare,
        ["fees"] = row => row.Figures.Fees,
        ["ads"] = row => row.Figures.Ads,
        ["contribution"] = row => row.Figures.Contribution,
        ["contribution_share"] = row =>
            row.Figures.ContributionShare,
        [ClassParameter.Abc] = row => row.Abc.ToString(),
        [ClassParameter.Xyz] = row => row.Xyz.ToString(),
    };

    /// <param name="report">What there is to filter by; null before it is read.</param>
    public static IReadOnlyList<DataColumn<ProductSalesRow>> Columns(ProductLevel level, CurrentStore store, ProductSalesReport? report)
    {
        DataColumn<ProductSalesRow> Money(string key, string title, Func<ProductFigures, decimal?> amount, string definition) =>
            ListColumns.Money<ProductSalesRow>(key, title, store.Currency, row => amount(row.Figures)) with { Definition = definition };
        return
        [
            new("name", level.ToString(), row => Name(level, row)) { Main = true, Locked = true, Sortable = true, Card = CardPlace.Title,
                Cell = ProductSalesCells.Name(store.Slug, level) },
            .. Facts(level, report),
            ListColumns.Count<ProductSalesRow>("units", "Units", row => row.Figures.Units) with { Card = CardPlace.Time,
                CardUnit = "units" },
            ListColumns.Count<ProductSalesRow>("orders", "Orders", row => row.Figures.Orders) with { Definition = "Orders with it." },
            Money("gross", "Gross", figures => figures.Gross, "Prices times quantities, before discounts.") with { Hidden = true },
            Money("discounts", "Discounts", figures => figures.Discounts,
                "Of its lines, with its share in discounts of whole orders.") with { Hidden = true },
            Money("refunds", "Refunds", figures => figures.Refunds, "What went back for it."),
            ListColumns.Count<ProductSalesRow>("returned", "Units returned", row => row.Figures.RefundedUnits) with { Hidden = true },
            Money("net", "Net", figures => figures.Net, "Gross sales less discounts and refunds.") with { Card = CardPlace.Amount },
            ListColumns.Percent<ProductSalesRow>("growth", "Net, change",
                row => row.Growth) with { Definition = "Net sales against as many days before." },
            Money("cost", "Cost of goods", figures => figures.Cost, "What the goods had cost at the sale.") with { Hidden = true },
            Money("margin", "Gross margin", figures => figures.Margin, "Net sales less the cost of goods; nothing while no cost is known."),
            ListColumns.Percent<ProductSalesRow>("margin_share", "Of net",
                row => row.Figures.MarginShare) with { Definition = "The gross margin as a share of net sales." },
            Money("fees", "Fees", figures => figures.Fees, "Its share in what payments cost.") with { Hidden = true },
            Money("ads", "Advertising", figures => figures.Ads,
                "Its share in each channel's advertising, by what the channel's orders were of."),
            Money("contribution", "Contribution", figures => figures.Contribution,
                "Gross margin less fees and advertising; returns are taken off already."),
            ListColumns.Percent<ProductSalesRow>("contribution_share", "Contribution of net",
                row => row.Figures.ContributionShare) with { Hidden = true },
            new(ClassParameter.Abc, "ABC", row => row.Abc.ToString()) { Sortable = true, FilterValues = ["A", "B", "C"],
                Card = CardPlace.StateEnd, Definition = "A brings the first 80 % of net sales, B the next 15 %, C the rest." },
            new(ClassParameter.Xyz, "XYZ", row => row.Xyz.ToString()) { Sortable = true, FilterValues = ["X", "Y", "Z"],
                Definition = "X sells steadily from week to week; Z sells irregularly." },
        ];
    }

    public static TablePage<ProductSalesRow> Page(IReadOnlyList<ProductSalesRow> rows, ProductLevel level, TableQuery query) =>
        TableRows.Page(rows, query, new Dictionary<string, Func<ProductSalesRow, object?>>(Keys) { ["name"] = row => Name(level, row) },
            row => $"{Name(level, row)} {row.Key}");

    /// <summary>How a row is called.</summary>
    public static string Name(ProductLevel level, ProductSalesRow row) => (level, row) switch
    {
        (_, { Name: { Length: > 0 } name }) => name,
        (_, { Key.Length: > 0 }) => row.Key,
        (ProductLevel.Category, _) => "Without a category",
        (ProductLevel.Brand, _) => "Without a brand",
        _ => "Not itemised",
    };

    private static IEnumerable<DataColumn<ProductSalesRow>> Facts(ProductLevel level, ProductSalesReport? report)
    {
        if (level is ProductLevel.Category or ProductLevel.Brand)
            yield break;
        yield return new("id", level == ProductLevel.Variant ? "SKU" : "Id",
            row => row.Key.Length == 0 ? NumberFormat.Dash : row.Key)
        {
            Sortable = true,
            Hidden = level == ProductLevel.Product,
            Card = CardPlace.Id
        };
        yield return new("category", "Category", row => row.Category ?? NumberFormat.Dash)
        {
            Sortable = true,
            FilterValues = Values(report, row => row.Category),
            Card = CardPlace.State
        };
        yield return new("brand", "Brand", row => row.Brand ?? NumberFormat.Dash)
        {
            Sortable = true,
            FilterValues = Values(report, row => row.Brand),
            Hidden = true
        };
    }

    private static IReadOnlyList<string> Values(ProductSalesReport? report, Func<ProductSalesRow, string?> value) =>
        report is null ? [] : [.. report.Rows.Select(value).OfType<string>().Distinct().Order(StringComparer.OrdinalIgnoreCase).Take(100)];
}
