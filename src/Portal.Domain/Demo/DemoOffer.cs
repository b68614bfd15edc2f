namespace Portal.Domain.Demo;

/// <summary>What the demo store asks for a product on a day.</summary>
/// <param name="CompareAt">The list price while a sale runs; null on other days.</param>
/// <param name="Promotion">The sale's name.</param>
public sealed record DemoOffer(decimal Price, decimal? CompareAt = null, string? Promotion = null);
