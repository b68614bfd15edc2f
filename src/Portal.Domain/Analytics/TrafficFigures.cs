namespace Portal.Domain.Analytics;

/// <summary>What a part of a store's traffic did. Sessions count when they began, orders and refunds at their own time.</summary>
/// <param name="NewSessions">First sessions of a browser.</param>
/// <param name="Bounces">Sessions of one page view and nothing else.</param>
/// <param name="Seconds">All sessions' durations together.</param>
/// <param name="OrderingSessions">Sessions in which an order was placed.</param>
/// <param name="Revenue">Of the orders, in the store's currency, before refunds.</param>
public sealed record TrafficFigures(
    long Sessions, long NewSessions, long Bounces, long Seconds, long PageViews, long OrderingSessions, long Orders, decimal Revenue,
    long Refunds, decimal Refunded)
{
    /// <summary>No traffic at all.</summary>
    public static readonly TrafficFigures None = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Bounces divided by sessions.</summary>
    public decimal? BounceRate => Share(Bounces, Sessions);

    /// <summary>New sessions divided by sessions.</summary>
    public decimal? NewRate => Share(NewSessions, Sessions);

    /// <summary>Seconds of a session on average.</summary>
    public decimal? AverageDuration => Share(Seconds, Sessions);

    /// <summary>Sessions with an order divided by sessions.</summary>
    public decimal? OrderingRate => Share(OrderingSessions, Sessions);

    /// <summary>Orders divided by sessions.</summary>
    public decimal? Conversion => Share(Orders, Sessions);

    /// <summary>Revenue divided by orders.</summary>
    public decimal? AverageOrder => Share(Revenue, Orders);

    public static TrafficFigures operator +(TrafficFigures left, TrafficFigures right) => new(
        left.Sessions + right.Sessions, left.NewSessions + right.NewSessions, left.Bounces + right.Bounces, left.Seconds + right.Seconds,
        left.PageViews + right.PageViews, left.OrderingSessions + right.OrderingSessions, left.Orders + right.Orders,
        left.Revenue + right.Revenue, left.Refunds + right.Refunds, left.Refunded + right.Refunded);

    /// <inheritdoc cref="op_Addition" />
    public static TrafficFigures Add(TrafficFigures left, TrafficFigures right) => left + right;

    private static decimal? Share(decimal part, long whole) => whole == 0 ? null : part / whole;
}
