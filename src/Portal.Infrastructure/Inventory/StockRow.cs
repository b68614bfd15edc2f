using Portal.Domain.Inventory;

namespace Portal.Infrastructure.Inventory;

/// <summary>A variant's stock with what follows from it.</summary>
/// <param name="Abc">By revenue: A, B or C.</param>
/// <param name="Xyz">By the steadiness of its weeks: X, Y or Z.</param>
public sealed record StockRow(
    Guid VariantId, string Sku, string Name, string? Supplier, string Currency, StockFacts Facts, StockFigures Figures, char Abc, char Xyz)
{
    /// <summary>Revenue of the window at today's price.</summary>
    public decimal Revenue => (Facts.Price ?? 0) * Facts.Sold;
}
