namespace Portal.Domain.Demo;

/// <summary>What the demo store sells.</summary>
/// <param name="Number">Its place in the catalogue, from 0.</param>
/// <param name="Price">The list price in rupiah before any change or sale.</param>
/// <param name="Popularity">Its weight when a visitor chooses what to look at.</param>
public sealed record DemoProduct(int Number, string Sku, string Name, DemoCategory Category, decimal Price, double Popularity)
{
    /// <summary>The page that shows it.</summary>
    public DemoPage Page { get; } = new("/products/" + DemoPage.Slug(Name), Name);

    /// <summary>Its identity in a demo store; the same in every demo, since the store is part of the key.</summary>
    public Guid Id { get; } = DemoRandom.Identity(0, (ulong)Number, 0x5052);

    /// <summary>Identity of the one variant it is sold as.</summary>
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
