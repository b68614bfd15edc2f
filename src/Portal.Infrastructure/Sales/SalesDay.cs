using Portal.Domain.Orders;

namespace Portal.Infrastructure.Sales;

/// <summary>A day's sales.</summary>
public sealed record SalesDay(DateOnly Day, SalesFigures Figures);

/// <summary>The sales of one country or channel.</summary>
/// <param name="Value">Empty where it is not known.</param>
public sealed record SalesPart(string Value, SalesFigures Figures);

/// <summary>What sales are told apart by.</summary>
public enum SalesDimension
{
    All,
    Country, Channel,
}
