using Portal.Domain.Orders;

namespace Portal.Infrastructure.Sales.Products;

/// <summary>What a product, variant, category or brand sold.</summary>
/// <param name="Key">The shop's id, the sku or the name; empty for lines without a sku, or goods without a category or brand.</param>
/// <param name="ProductKey">The product behind a row of products or variants; null where the catalogue has none.</param>
/// <param name="Before">Of the days compared with.</param>
/// <param name="Abc">By net sales: A, B or C.</param>
/// <param name="Xyz">By the steadiness of its weeks: X, Y or Z.</param>
public sealed record ProductSalesRow(
    string Key, string? Name, string? ProductKey, string? Category, string? Brand, ProductFigures Figures, ProductFigures Before, char Abc,
    char Xyz)
{
    /// <summary>Both classes in one word: AX.</summary>
    public string Class => $"{Abc}{Xyz}";

    /// <summary>How much net sales grew; null when there were none before.</summary>
    public decimal? Growth => Before.Net > 0 ? (Figures.Net / Before.Net) - 1 : null;
}

/// <summary>Everything that was sold in some days, compared with the days before.</summary>
/// <param name="Rows">The best first.</param>
/// <param name="AdSpend">What all advertising of the days cost, whether a product could be charged with it or not.</param>
/// <param name="Weeks">Whole weeks that XYZ looks at.</param>
public sealed record ProductSalesReport(IReadOnlyList<ProductSalesRow> Rows, decimal AdSpend, decimal AdSpendBefore, int Weeks)
{
    public ProductFigures Total { get; } = Rows.Aggregate(ProductFigures.None, (sum, row) => sum + row.Figures);

    public ProductFigures Before { get; } = Rows.Aggregate(ProductFigures.None, (sum, row) => sum + row.Before);
}

/// <summary>What a product sold on a day.</summary>
public sealed record ProductDay(DateOnly Day, decimal Units, decimal Net);

/// <summary>A variant that sold well.</summary>
/// <param name="Sku">Empty for lines without one.</param>
/// <param name="Name">Null where the catalogue has none.</param>
public sealed record BestSeller(string Sku, string? Name, decimal Net);
