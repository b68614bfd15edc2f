using Portal.Domain.Orders;

namespace Portal.Infrastructure.Orders.Lists;

/// <summary>Everything that is known of an order, amounts in its own currency.</summary>
public sealed record OrderDetails(
    Guid Id, string ExternalId, string Number, OrderStatus Status, OrderSource Source, DateTimeOffset PlacedAt, DateOnly PlacedOn,
    DateTimeOffset RevisedAt,
    DateTimeOffset? CancelledAt, string Currency, decimal ExchangeRate, bool TaxIncluded, decimal Subtotal, decimal Discount, decimal Tax,
    decimal Shipping, decimal Total,
    decimal Refunded, decimal? StatedTotal, string? Coupon, string? Channel, string? Country, string? Note, OrderCustomer? Customer,
    IReadOnlyList<OrderLine> Lines,
    IReadOnlyList<OrderPaymentRow> Payments, IReadOnlyList<OrderRefund> Refunds, IReadOnlyList<OrderShipment> Shipments,
    IReadOnlyList<BookedDay> Booked)
{
    /// <summary>Goods that came back or are to.</summary>
    public IReadOnlyList<OrderReturn> Returns { get; init; } = [];

    /// <summary>What can still go back.</summary>
    public decimal Refundable => Total - Refunded;
}

/// <summary>Whom an order is from.</summary>
/// <param name="Orders">Orders of the customer that were not called off, this one included.</param>
public sealed record OrderCustomer(string ExternalId, string? Name, string? Email, string? City, long Orders, decimal Spent);

/// <summary>A line of an order.</summary>
/// <param name="Returned">Units that were given back.</param>
/// <param name="Refunded">Money for goods that went back for it.</param>
public sealed record OrderLine(
    int Line, string Sku, string Name, decimal Quantity, decimal UnitPrice, decimal Discount, decimal Tax, decimal Total, decimal? UnitCost,
    decimal Returned, decimal Refunded);

/// <summary>A payment, or the try of one.</summary>
public sealed record OrderPaymentRow(DateTimeOffset At, string Method, string? Reference, PaymentState State, decimal Fee, decimal Amount);

/// <summary>Money that went back.</summary>
/// <param name="Reasons">Those of its lines, or its own where it has none; empty when nothing is said.</param>
public sealed record OrderRefund(
    string ExternalId, DateTimeOffset At, decimal Amount, decimal Tax, decimal Shipping, decimal Total, IReadOnlyList<string> Reasons,
    string? Note, decimal Units);

/// <summary>Goods that came back, or are to.</summary>
/// <param name="Restocked">Units that are for sale again once they are there.</param>
public sealed record OrderReturn(
    string ExternalId, ReturnState State, DateTimeOffset RequestedAt, DateTimeOffset? ReceivedAt, string Products,
    IReadOnlyList<string> Reasons, decimal Units, decimal Restocked, string? Note);

/// <summary>A parcel.</summary>
public sealed record OrderShipment(
    string? Carrier, string? Tracking, string? TrackingUrl, DateTimeOffset ShippedAt, DateTimeOffset? DeliveredAt);

/// <summary>What the ledger holds of an order for one day on which something happened, in the store's currency.</summary>
public sealed record BookedDay(DateOnly Day, SalesFigures Figures);
