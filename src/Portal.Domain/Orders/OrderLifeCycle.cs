namespace Portal.Domain.Orders;

/// <summary>
/// Which step an order may take next when a person or a program asks for it. What a shop states of its own order is taken as it is.
/// </summary>
public static class OrderLifeCycle
{
    private static readonly Dictionary<OrderStatus, OrderStatus[]> Next = new()
    {
        [OrderStatus.Draft] = [OrderStatus.Pending, OrderStatus.Paid, OrderStatus.Cancelled],
        [OrderStatus.Pending] = [OrderStatus.Paid, OrderStatus.PartiallyFulfilled, OrderStatus.Fulfilled, OrderStatus.Cancelled],
        [OrderStatus.Paid] = [OrderStatus.PartiallyFulfilled, OrderStatus.Fulfilled, OrderStatus.Cancelled, OrderStatus.Refunded],
        [OrderStatus.PartiallyFulfilled] = [OrderStatus.Fulfilled, OrderStatus.Refunded, OrderStatus.Returned],
        [OrderStatus.Fulfilled] = [OrderStatus.Delivered, OrderStatus.Refunded, OrderStatus.Returned],
        [OrderStatus.Delivered] = [OrderStatus.Refunded, OrderStatus.Returned],
        [OrderStatus.Returned] = [OrderStatus.Refunded],
        [OrderStatus.Refunded] = [OrderStatus.Returned],
        [OrderStatus.Cancelled] = [],
    };

    /// <summary>The steps that may follow a status.</summary>
    public static IReadOnlyList<OrderStatus> After(OrderStatus status) => Next[status];

    /// <summary>True when the step is allowed; staying where it is always is.</summary>
    public static bool Allows(OrderStatus from, OrderStatus to) => from == to || Next[from].Contains(to);

    /// <summary>
    /// True for a status that gives way to refunded as soon as all of the money went back. One that may still follow a refund, or
    /// that says the order never counted, stands.
    /// </summary>
    public static bool EndsInRefund(OrderStatus status) =>
        Next[status].Contains(OrderStatus.Refunded) && !Next[OrderStatus.Refunded].Contains(status);

    /// <summary>True for an order whose sale counts.</summary>
    public static bool Counts(OrderStatus status) => status is not (OrderStatus.Draft or OrderStatus.Cancelled);
}
