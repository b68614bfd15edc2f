using Portal.Domain.Demo.Visits;

namespace Portal.Domain.Demo.Goods;

/// <summary>What the demo store sells: a product, or one of a product's sizes or colours.</summary>
/// <param name="Number">Its place in the catalogue, from 0.</param>
/// <param name="Price">The list price in rupiah before any change or sale.</param>
/// <param name="Popularity">Its weight when a visitor chooses what to look at.</param>
public sealed record DemoProduct(int Number, string Sku, string Name, DemoCategory Category, decimal Price, double Popularity)
{
    /// <summary>The size or colour; empty for a product that comes in one.</summary>
    public string Option { get; init; } = "";

    /// <summary>What the option is called, such as Size; empty without one.</summary>
    public string OptionName { get; init; } = "";

    /// <summary>The number of the product's first variant, which it shares its prices and its page with.</summary>
    public int Family { get; init; } = Number;

    /// <summary>The store's own code of the product, which all of its variants share.</summary>
    public string ProductSku => Option.Length == 0 ? Sku : Sku[..Sku.LastIndexOf('-')];

    /// <summary>Its place among the product's variants, from 1.</summary>
    public int Position => Number - Family + 1;

    /// <summary>What stands on an order's line.</summary>
    public string LineName => Option.Length == 0 ? Name : $"{Name}, {Option}";

    /// <summary>True for what was bought at the start and is hardly sold any more.</summary>
    public bool IsOldStock { get; init; }

    /// <summary>The page that shows it.</summary>
    public DemoPage Page { get; } = new("/products/" + DemoPage.Slug(Name), Name);

    /// <summary>The product's identity in a demo store; the same in every demo, since the store is part of the key.</summary>
    public Guid Id => DemoRandom.Identity(0, (ulong)Family, 0x5052);

    /// <summary>The variant's identity.</summary>
    public Guid VariantId { get; } = DemoRandom.Identity(0, (ulong)Number, 0x5641);
}

/// <summary>A shelf of the demo store, in the order of the catalogue.</summary>
public enum DemoCategory
{
    SingleOrigin,
    BlendsAndConcentrates,
    BrewingGear,
    FiltersAndCare,
    Batik,
    IkatAndTenun,
    HomeTextiles,
    GiftsAndSets,
}
