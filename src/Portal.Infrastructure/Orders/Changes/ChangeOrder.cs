using Portal.Domain.Orders;
using Portal.Infrastructure.Orders.Lists;

namespace Portal.Infrastructure.Orders.Changes;

/// <summary>Takes an order a step further: sent, delivered, cancelled, as its life cycle allows.</summary>
public sealed class ChangeOrder(OrderQueries orders, OrderWriter writer, TimeProvider time)
{
    /// <param name="carrier">With <paramref name="tracking"/> what is known of the parcel, when it is sent.</param>
    public async Task<ChangeOrderResult> RunAsync(
        Guid tenantId, Guid orderId, OrderStatus to, string? carrier, string? tracking, CancellationToken cancellationToken)
    {
        await using var turn = await writer.TakeTurnAsync(tenantId, cancellationToken);
        if (await orders.FindAsync(tenantId, orderId, cancellationToken) is not { } order)
            return new ChangeOrderResult.Unknown();
        if (!OrderLifeCycle.Allows(order.Status, to))
            return new ChangeOrderResult.NotAllowed(order.Status);

        var now = time.GetUtcNow();
        var parcel = to == OrderStatus.Fulfilled && order.Shipments.Count == 0
            ? new ShipmentInput($"{order.ExternalId}-1", order.ExternalId, now, Given(carrier), Given(tracking))
            : null;
        var arrived = to == OrderStatus.Delivered && order.Shipments is [{ DeliveredAt: null } sent]
            ? new ShipmentInput($"{order.ExternalId}-1", order.ExternalId, sent.ShippedAt, sent.Carrier, sent.Tracking, sent.TrackingUrl,
                now)
            : null;
        await turn.WriteAsync(
            OrderSource.Member, new([OrderRestatement.Of(order, to, now)])
            {
                Shipments = [.. new[] { parcel, arrived }
                .OfType<ShipmentInput>()]
            }, cancellationToken);
        return new ChangeOrderResult.Changed();
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What became of a change.</summary>
public abstract record ChangeOrderResult
{
    private ChangeOrderResult()
    {
    }

    public sealed record Changed : ChangeOrderResult;

    public sealed record Unknown : ChangeOrderResult;

    /// <summary>The order stands where this step cannot follow.</summary>
    public sealed record NotAllowed(OrderStatus From) : ChangeOrderResult;
}
