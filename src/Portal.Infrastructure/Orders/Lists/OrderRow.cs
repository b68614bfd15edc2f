using Portal.Domain.Orders;

namespace Portal.Infrastructure.Orders.Lists;

/// <summary>An order as the list shows it, amounts in its own currency.</summary>
/// <param name="Cost">What its goods had cost; null where that is not known.</param>
public sealed record OrderRow(
    Guid Id, string Number, DateTimeOffset PlacedAt, OrderStatus Status, string? Customer, string? City, decimal Units, string? Channel,
    string Currency, decimal Net, decimal Total, decimal Refunded, decimal? Cost)
{
    /// <summary>Whether and how far its money has come and gone.</summary>
    public OrderPayment Payment => Status switch
    {
        OrderStatus.Draft or OrderStatus.Pending => OrderPayment.Pending,
        _ when Refunded > 0 && Refunded >= Total => OrderPayment.Refunded,
        _ when Refunded > 0 => OrderPayment.PartRefunded,
        OrderStatus.Cancelled => OrderPayment.Cancelled,
        _ => OrderPayment.Paid,
    };

    /// <summary>Net sales less cost, divided by net sales; null where the cost is not known.</summary>
    public decimal? Margin => Cost is { } cost && Net > 0 ? (Net - cost) / Net : null;
}

/// <summary>Whether and how far an order's money has come and gone.</summary>
public enum OrderPayment
{
    Pending,
    Paid,
    PartRefunded,
    Refunded,
    Cancelled,
}
