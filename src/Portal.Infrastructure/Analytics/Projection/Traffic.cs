namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>The measures of a row of <c>traffic_rollups</c>, or a difference of them.</summary>
internal readonly record struct Traffic(
    long Sessions, long NewSessions, long Bounces, long Seconds, long Events, long Pageviews, long Viewing, long Adding, long CheckingOut,
    long Ordering, long Orders, decimal Revenue, long Refunds, decimal Refunded)
{
    public static Traffic operator +(Traffic a, Traffic b) => new(
        a.Sessions + b.Sessions, a.NewSessions + b.NewSessions, a.Bounces + b.Bounces, a.Seconds + b.Seconds, a.Events + b.Events,
        a.Pageviews + b.Pageviews, a.Viewing + b.Viewing, a.Adding + b.Adding, a.CheckingOut + b.CheckingOut, a.Ordering + b.Ordering,
        a.Orders + b.Orders, a.Revenue + b.Revenue, a.Refunds + b.Refunds, a.Refunded + b.Refunded);

    /// <summary>The same with the other sign.</summary>
    public Traffic Negated => new(
        -Sessions, -NewSessions, -Bounces, -Seconds, -Events, -Pageviews, -Viewing, -Adding, -CheckingOut, -Ordering, -Orders, -Revenue,
        -Refunds, -Refunded);

    public static Traffic OfSession(Domain.Analytics.Sessions.Session session) => new(
        1, session.IsNew ? 1 : 0, session.IsBounce ? 1 : 0, session.Seconds, session.Counts.Events, session.Counts.Pageviews,
        session.Counts.ProductViews > 0 ? 1 : 0, session.Counts.CartAdds > 0 ? 1 : 0, session.Counts.Checkouts > 0 ? 1 : 0,
        session.Counts.OrderEvents > 0 ? 1 : 0, 0, 0, 0, 0);
}
