using Portal.Domain.Orders;

namespace Portal.Infrastructure.Orders.Sales;

/// <summary>A day's sales.</summary>
public sealed record SalesDay(DateOnly Day, SalesFigures Figures);

/// <summary>The sales of one country, channel or sku.</summary>
/// <param name="Value">Empty where it is not known.</param>
/// <param name="Name">Of the product behind a sku; null where the catalogue has none.</param>
public sealed record SalesPart(string Value, SalesFigures Figures, string? Name);

/// <summary>What sales are told apart by.</summary>
public enum SalesDimension
{
    All,
    Country,
    Channel,
    Sku,
}
