namespace Portal.Infrastructure.Home;

/// <summary>What a product sold in a day's orders.</summary>
/// <param name="Revenue">Prices times quantities, before discounts of the whole order, tax and shipping.</param>
public sealed record ProductSales(string Id, string Name, decimal Units, decimal Revenue);
