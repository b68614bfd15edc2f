namespace Portal.Domain.Analytics;

/// <summary>What a part of a store's traffic did. Sessions count when they began, orders and refunds at their own time.</summary>
/// <param name="NewSessions">First sessions of a browser.</param>
/// <param name="Bounces">Sessions of one page view and nothing else.</param>
/// <param name="Seconds">All sessions' durations together.</param>
/// <param name="Revenue">Of the orders, in the store's currency, before refunds.</param>
public sealed record TrafficFigures(
    long Sessions, long NewSessions, long Bounces, long Seconds, long PageViews, long Orders, decimal Revenue, long Refunds, decimal Refunded)
{
    /// <summary>No traffic at all.</summary>
    public static readonly TrafficFigures None = new(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Bounces divided by sessions.</summary>
    public decimal? BounceRate => Sessions == 0 ? null : (decimal)Bounces / Sessions;

    /// <summary>Seconds of a session on average.</summary>
    public decimal? AverageDuration => Sessions == 0 ? null : (decimal)Seconds / Sessions;

    /// <summary>Orders divided by sessions.</summary>
    public decimal? Conversion => Sessions == 0 ? null : (decimal)Orders / Sessions;

    /// <summary>Revenue divided by orders.</summary>
    public decimal? AverageOrder => Orders == 0 ? null : Revenue / Orders;

    public static TrafficFigures operator +(TrafficFigures left, TrafficFigures right) => new(
        left.Sessions + right.Sessions, left.NewSessions + right.NewSessions, left.Bounces + right.Bounces, left.Seconds + right.Seconds,
        left.PageViews + right.PageViews, left.Orders + right.Orders, left.Revenue + right.Revenue, left.Refunds + right.Refunds,
        left.Refunded + right.Refunded);

    /// <inheritdoc cref="op_Addition" />
    public static TrafficFigures Add(TrafficFigures left, TrafficFigures right) => left + right;
}
