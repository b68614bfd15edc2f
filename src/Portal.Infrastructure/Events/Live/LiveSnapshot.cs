namespace Portal.Infrastructure.Events.Live;

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
