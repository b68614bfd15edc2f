namespace Portal.Domain.Catalogue;

/// <summary>What a variant did on a day.</summary>
/// <param name="Revenue">Gross sales less discounts of that day's orders, in the store's currency.</param>
/// <param name="Margin">The same less the cost of goods.</param>
/// <param name="WasOut">True for a day without stock on which nothing was sold.</param>
public readonly record struct PriceDay(decimal Units, decimal Revenue, decimal Margin, bool WasOut);
