using Portal.Domain.Orders;
using Portal.Infrastructure.Orders.Lists;

namespace Portal.Infrastructure.Orders.Changes;

/// <summary>Says again what an order says, in another status.</summary>
internal static class OrderRestatement
{
    public static OrderInput Of(OrderDetails order, OrderStatus status, DateTimeOffset now) => new(
        order.ExternalId, order.PlacedAt, now > order.RevisedAt ? now : order.RevisedAt.AddMilliseconds(1), order.Currency,
        [.. order.Lines.Select(line => new OrderLineInput(line.Line, line.Sku, line.Name, line.Quantity, line.UnitPrice, line.Discount,
            line.Tax, line.UnitCost))])
    {
        Number = order.Number == order.ExternalId ? null : order.Number,
        Status = status,
        CancelledAt = status == OrderStatus.Cancelled ? now : order.CancelledAt,
        Customer = order.Customer is { } customer ? new(customer.ExternalId) : null,
        Country = order.Country,
        Channel = order.Channel,
        Coupon = order.Coupon,
        Discount = order.Discount - order.Lines.Sum(line => line.Discount),
        Tax = order.Tax - order.Lines.Sum(line => line.Tax),
        Shipping = order.Shipping,
        TaxIncluded = order.TaxIncluded,
        StatedTotal = order.StatedTotal,
        ExchangeRate = order.ExchangeRate,
        Note = order.Note,
    };
}
