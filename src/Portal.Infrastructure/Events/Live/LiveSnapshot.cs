namespace Portal.Infrastructure.Events.Live;

/// <summary>The live page's figures at one instant; shared by everyone who looks, never changed.</summary>
/// <param name="AsOf">When it was taken.</param>
/// <param name="Lag">From the arrival of the last events to the moment they could be seen here.</param>
/// <param name="ActiveVisitors">Different visitors with an event in the last 5 minutes.</param>
/// <param name="VisitorsByMinute">Different visitors in each of the last 30 minutes, the current one last.</param>
/// <param name="EventsBySecond">Events received in each of the last 60 whole seconds, the newest last.</param>
/// <param name="RevenueToday">Order totals of today in the store's zone and currency.</param>
/// <param name="OrdersToday">Different orders of today.</param>
/// <param name="Pages">Active visitors by the page they saw last, largest first.</param>
/// <param name="Recent">The last 50 events, newest first.</param>
public sealed record LiveSnapshot(
    DateTimeOffset AsOf,
    TimeSpan Lag,
    int ActiveVisitors,
    IReadOnlyList<int> VisitorsByMinute,
    IReadOnlyList<int> EventsBySecond,
    decimal RevenueToday,
    int OrdersToday,
    IReadOnlyList<LivePageCount> Pages,
    IReadOnlyList<LiveEvent> Recent)
{
    /// <summary>Events a second over the last minute.</summary>
    public decimal EventsASecond => Math.Round(EventsBySecond.Sum() / 60m, 1);
}

/// <summary>How many active visitors saw a page last.</summary>
public sealed record LivePageCount(string Path, int Visitors);
