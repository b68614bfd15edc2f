namespace Portal.Infrastructure.Live;

/// <summary>
/// The live page's figures at one instant; shared by everyone who looks, never changed. A part that did not change since
/// the snapshot before is the same object. Bots are left out of all of it.
/// </summary>
/// <param name="AsOf">When it was taken.</param>
/// <param name="Lag">From the arrival of the last events to the moment they could be seen here.</param>
/// <param name="LastArrival">When the newest event arrived, bots included; null before the first.</param>
public sealed record LiveSnapshot(
    DateTimeOffset AsOf,
    TimeSpan Lag,
    DateTimeOffset? LastArrival,
    VisitorFigures Visitors,
    PaceFigures Pace,
    RevenueFigures Revenue,
    FunnelFigures FunnelToday,
    FunnelFigures FunnelRecent,
    IReadOnlyList<CountryCount> Countries,
    IReadOnlyList<ChannelCount> Channels,
    IReadOnlyList<PageCount> Pages,
    IReadOnlyList<ProductCount> ProductsByRevenue,
    IReadOnlyList<ProductCount> ProductsByViews,
    ActivityFigures Activity);

/// <summary>What happened last.</summary>
/// <param name="Recent">At most 50 events, newest first.</param>
/// <param name="IsSample">True when more arrived at once than are listed.</param>
public sealed record ActivityFigures(IReadOnlyList<LiveEvent> Recent, bool IsSample);

/// <summary>How fast events arrive.</summary>
/// <param name="BySecond">Events received in each of the last 60 whole seconds, the newest last.</param>
/// <param name="BusiestMinute">Events of the busiest whole minute of the last two hours.</param>
/// <param name="BusiestAt">When it began; null without any event.</param>
public sealed record PaceFigures(IReadOnlyList<int> BySecond, int BusiestMinute, DateTimeOffset? BusiestAt)
{
    /// <summary>Events a second over the last minute.</summary>
    public decimal ASecond => Math.Round(BySecond.Sum() / 60m, 1);

    /// <summary>Events a second in the busiest minute.</summary>
    public decimal Peak => Math.Round(BusiestMinute / 60m, 1);
}

/// <summary>Order totals of today in the store's zone and currency.</summary>
/// <param name="Orders">Different orders.</param>
/// <param name="Usual">What the same weekday last week had brought by this time of day; null when it brought nothing at all.</param>
/// <param name="UsualDay">What that whole day brought.</param>
public sealed record RevenueFigures(decimal Today, int Orders, decimal? Usual, decimal? UsualDay)
{
    /// <summary>What today brings at this pace: the share of the day is taken from last week. Null without a usual value.</summary>
    public decimal? AtThisPace => Usual > 0 ? Today * UsualDay / Usual : null;
}

/// <summary>Who is there.</summary>
/// <param name="Active">Different visitors with an event in the last 5 minutes.</param>
/// <param name="ByMinute">Different visitors in each of the last 30 minutes, the current one last.</param>
/// <param name="ActiveYesterday">Active visitors at this minute yesterday; null while it is not known.</param>
public sealed record VisitorFigures(int Active, IReadOnlyList<int> ByMinute, int? ActiveYesterday);

/// <summary>Steps towards an order that a visitor has taken, beyond being there.</summary>
[Flags]
internal enum FunnelSteps : byte
{
    None = 0,
    Viewed = 1,
    Added = 2,
    CheckedOut = 4,
    Ordered = 8,
}
