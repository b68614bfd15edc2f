using Portal.Domain.Demo.Goods;
using Portal.Domain.Orders;

namespace Portal.Domain.Demo.Sales;

/// <summary>
/// An order of the demo store. The total is the lines less the discount, plus shipping; value added tax is contained in
/// the goods, not added to them.
/// </summary>
public sealed class DemoOrder
{
    private const decimal VatRate = 11;

    internal DemoOrder(
        Guid id, string number, DemoCustomer customer, DateTimeOffset placedAt, string channel, DemoPromotion? coupon, decimal shipping,
        IReadOnlyList<DemoOrderLine> lines)
    {
        Id = id;
        Number = number;
        Customer = customer;
        PlacedAt = placedAt;
        Channel = channel;
        Lines = lines;
        Subtotal = lines.Sum(l => l.Quantity * l.UnitPrice);
        Discount = lines.Sum(l => l.Discount);
        Coupon = Discount > 0 ? coupon?.Code : null;
        Shipping = shipping;
        Tax = Math.Round((Subtotal - Discount) * VatRate / (100 + VatRate), MidpointRounding.AwayFromZero);
        Total = Subtotal - Discount + Shipping;
    }

    public Guid Id { get; }
    public string Number { get; }
    public DemoCustomer Customer { get; }
    public DateTimeOffset PlacedAt { get; }
    public string Channel { get; }
    /// <summary>What becomes of its money.</summary>
    public DemoFate Fate { get; internal init; }

    public string? Coupon { get; }
    public IReadOnlyList<DemoOrderLine> Lines { get; }
    public decimal Subtotal { get; }
    public decimal Discount { get; }

    /// <summary>Value added tax contained in the total.</summary>
    public decimal Tax { get; }

    public decimal Shipping { get; }
    public decimal Total { get; }
}

/// <summary>A line of an order; its total is what the customer pays for it.</summary>
public sealed record DemoOrderLine(DemoProduct Product, int Quantity, decimal UnitPrice, decimal Discount)
{
    public decimal Total => (Quantity * UnitPrice) - Discount;
}

/// <summary>Money that goes back for an order, days after it.</summary>
public sealed record DemoRefund(
    Guid OrderId, string OrderNumber, string CustomerId, DateTimeOffset At, decimal Amount, bool IsFull, ReturnReason Reason);
