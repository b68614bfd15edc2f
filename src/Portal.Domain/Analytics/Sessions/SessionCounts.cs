namespace Portal.Domain.Analytics.Sessions;

/// <summary>How often things happened in a session.</summary>
/// <param name="Events">All events.</param>
/// <param name="OrderEvents">Messages of completed orders.</param>
public readonly record struct SessionCounts(
    int Events, int Pageviews, int ProductViews, int CartAdds, int Checkouts, int OrderEvents, int Searches)
{
    public static SessionCounts operator +(SessionCounts a, SessionCounts b) => new(
        a.Events + b.Events, a.Pageviews + b.Pageviews, a.ProductViews + b.ProductViews, a.CartAdds + b.CartAdds,
        a.Checkouts + b.Checkouts, a.OrderEvents + b.OrderEvents, a.Searches + b.Searches);

    /// <summary>The sum as one call; the operator by its name.</summary>
    public static SessionCounts Add(SessionCounts left, SessionCounts right) => left + right;
}
