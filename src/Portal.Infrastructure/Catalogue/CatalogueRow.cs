namespace Portal.Infrastructure.Catalogue;

/// <summary>A product in the catalogue's list.</summary>
/// <param name="Key">The shop's own id.</param>
/// <param name="Price">The lowest of its variants; null without any.</param>
/// <param name="Highest">The highest of its variants.</param>
/// <param name="Margin">What is left of the price after the cost, as a share of the price; of the variants that have both.</param>
/// <param name="Rating">The mean of its published reviews; null without any.</param>
public sealed record CatalogueRow(
    string Key, string Name, string? Brand, string? Category, string Status, int Variants, decimal? Price, decimal? Highest,
    decimal? Margin, int OnHand, bool IsReduced, decimal? Rating, int Reviews);

/// <summary>One product.</summary>
public sealed record ProductDetails(
    Guid Id, string Key, string Name, string? Description, string? Brand, string? Category, string Status, string? Url,
    IReadOnlyList<string> Tags, DateTimeOffset CreatedAt, IReadOnlyList<ProductVariant> Variants);

/// <summary>A variant of a product with its prices.</summary>
/// <param name="CompareAt">The price before a promotion; above the price while one runs.</param>
/// <param name="Lowest">The lowest price of the 30 days before the promotion began, or before now without one (Directive
/// 98/6/EC, article 6a); null when nothing is known of those days.</param>
public sealed record ProductVariant(
    Guid Id, string Sku, string Title, string Currency, decimal? Price, decimal? CompareAt, string? Promotion, decimal? Cost, int OnHand,
    int? ReorderPoint, int? SafetyStock, int? LeadTimeDays, string? Supplier, string? Barcode, DateTimeOffset? PriceSince, decimal? Lowest)
{
    /// <summary>True while the shop shows a reduction.</summary>
    public bool IsReduced => CompareAt > Price;

    /// <summary>True when the reduction is shown against more than the lowest price of the 30 days before it.</summary>
    public bool IsOverstated => IsReduced && Lowest is { } lowest && CompareAt > lowest;

    /// <summary>What is left of the price after the cost, as a share of the price.</summary>
    public decimal? Margin => Price is > 0 and var price && Cost is { } cost ? (price - cost) / price : null;
}

/// <summary>A price that held.</summary>
public sealed record PricePeriod(DateTimeOffset Since, DateTimeOffset? Until, decimal Price, decimal? CompareAt, string? Promotion);

/// <summary>A review as shoppers read it.</summary>
public sealed record ProductReview(
    Guid Id, int Rating, string? Title, string? Body, string? Author, bool IsVerified, DateTimeOffset WrittenAt);

/// <summary>Units of a product at a place.</summary>
public sealed record LocationStock(string Location, string Sku, int OnHand);

/// <summary>A variant in the list of prices.</summary>
public sealed record PriceRow(string ProductKey, string Name, ProductVariant Variant);
