using Portal.Infrastructure.Catalogue;

namespace Portal.Features.Catalogue;

/// <summary>A variant's prices and figures of reordering as a person changes them.</summary>
public sealed class VariantForm
{
    public required string Sku { get; init; }

    public required string Currency { get; init; }

    public decimal? Price { get; set; }

    public decimal? CompareAtPrice { get; set; }

    public string? Promotion { get; set; }

    public decimal? Cost { get; set; }

    public decimal? ReorderPoint { get; set; }

    public decimal? SafetyStock { get; set; }

    public decimal? LeadTimeDays { get; set; }

    internal VariantChange Change => new(Price, CompareAtPrice, Promotion, Cost, ReorderPoint, SafetyStock, LeadTimeDays);

    internal static VariantForm Of(ProductVariant variant) => new()
    {
        Sku = variant.Sku,
        Currency = variant.Currency,
        Price = variant.Price,
        CompareAtPrice = variant.CompareAt,
        Promotion = variant.Promotion,
        Cost = variant.Cost,
        ReorderPoint = variant.ReorderPoint,
        SafetyStock = variant.SafetyStock,
        LeadTimeDays = variant.LeadTimeDays,
    };
}
