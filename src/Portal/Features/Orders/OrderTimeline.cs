using Portal.Components.Shared;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Orders.Lists;

namespace Portal.Features.Orders;

/// <summary>What happened to an order, the newest first.</summary>
internal static class OrderTimeline
{
    public static IReadOnlyList<TimelineItem> Of(OrderDetails order, StoreClock clock)
    {
        string Money(decimal amount) => MoneyFormat.Full(amount, order.Currency);
        var happened = new List<(DateTimeOffset At, TimelineItem Item)>();
        void Add(DateTimeOffset at, string icon, string title, string? detail = null, Severity tone = Severity.Neutral) =>
            happened.Add((at, new(icon, title, detail, clock.DayAndMinute(at), tone)));

        Add(order.PlacedAt, "receipt_long", "Order placed",
            $"{NumberFormat.Count((long)order.Lines.Sum(line => line.Quantity), "unit", "units")}, {Money(order.Total)}");
        foreach (var payment in order.Payments)
        {
            var isDeclined = payment.State is PaymentState.Declined or PaymentState.Voided;
            Add(payment.At, isDeclined ? "close" : "check", isDeclined ? "Payment declined" : $"Paid {Money(payment.Amount)}",
                payment.Method, isDeclined ? Severity.Danger : Severity.Success);
        }

        foreach (var shipment in order.Shipments)
        {
            Add(shipment.ShippedAt, "local_shipping", "Sent",
                string.Join(", ", new[] { shipment.Carrier, shipment.Tracking }.OfType<string>()));
            if (shipment.DeliveredAt is { } delivered)
                Add(delivered, "check", "Delivered", null, Severity.Success);
        }

        foreach (var refund in order.Refunds)
            Add(refund.At, "undo", $"Refunded {Money(refund.Total)}",
                string.Join(", ", new[] { OrderFormatter.Reasons(refund.Reasons), refund.Note }.OfType<string>()), Severity.Info);
        foreach (var back in order.Returns)
        {
            Add(back.RequestedAt, "undo", $"Return of {NumberFormat.Count((long)back.Units, "unit", "units")} opened",
                string.Join(", ", new[] { OrderFormatter.Reasons(back.Reasons), back.Note }.OfType<string>()), Severity.Info);
            if (back.ReceivedAt is { } received)
                Add(received, "package_2", "Goods came back",
                    back.Restocked == 0 ? null : $"{NumberFormat.Count((long)back.Restocked, "unit", "units")} back in stock",
                    Severity.Success);
        }

        if (order.CancelledAt is { } cancelled)
            Add(cancelled, "block", "Cancelled", null, Severity.Danger);
        return [.. happened.OrderByDescending(entry => entry.At).Select(entry => entry.Item)];
    }
}
