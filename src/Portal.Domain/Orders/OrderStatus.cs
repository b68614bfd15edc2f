namespace Portal.Domain.Orders;

/// <summary>Where an order stands between being written down and being over.</summary>
public enum OrderStatus
{
    /// <summary>Being put together; counts nowhere yet.</summary>
    Draft,

    /// <summary>Placed, and not paid.</summary>
    Pending,
    Paid,
    PartiallyFulfilled,

    /// <summary>Everything has been sent.</summary>
    Fulfilled,
    Delivered,

    /// <summary>Called off; what it counted is taken back on the day of the cancellation.</summary>
    Cancelled,

    /// <summary>All of its money went back.</summary>
    Refunded,

    /// <summary>All of its goods came back.</summary>
    Returned,
}
