using Portal.Domain.Catalogue;

namespace Portal.Infrastructure.Catalogue;

/// <summary>A change of a variant's price with what came after it.</summary>
/// <param name="ProductKey">The shop's own id of the product.</param>
/// <param name="Day">Of the change, in the store's zone.</param>
public sealed record PriceChangeRow(
    Guid VariantId, string ProductKey, string Name, string Sku, string Currency, DateOnly Day, decimal Before, decimal After,
    PriceEffect Effect)
{
    /// <summary>The change as a share of the price before; null when that was 0.</summary>
    public decimal? Share => Before > 0 ? (After / Before) - 1 : null;

    /// <summary>What can be said; null when nothing can.</summary>
    public PriceEffect.Known? Known => Effect as PriceEffect.Known;
}
