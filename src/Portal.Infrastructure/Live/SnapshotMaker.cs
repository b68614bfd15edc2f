namespace Portal.Infrastructure.Live;

/// <summary>Puts the parts of the snapshot before in the place of equal ones, so that pages see at once what did not change.</summary>
internal sealed class SnapshotMaker
{
    private LiveSnapshot? _before;

    public LiveSnapshot Make(LiveSnapshot taken)
    {
        if (_before is { } before)
        {
            taken = taken with
            {
                Visitors = IsSame(before.Visitors, taken.Visitors) ? before.Visitors : taken.Visitors,
                Pace = IsSame(before.Pace, taken.Pace) ? before.Pace : taken.Pace,
                Revenue = Same(before.Revenue, taken.Revenue),
                FunnelToday = Same(before.FunnelToday, taken.FunnelToday),
                FunnelRecent = Same(before.FunnelRecent, taken.FunnelRecent),
                Countries = Same(before.Countries, taken.Countries),
                Channels = Same(before.Channels, taken.Channels),
                Pages = Same(before.Pages, taken.Pages),
                ProductsByRevenue = Same(before.ProductsByRevenue, taken.ProductsByRevenue),
                ProductsByViews = Same(before.ProductsByViews, taken.ProductsByViews),
                Activity = IsSame(before.Activity, taken.Activity) ? before.Activity : taken.Activity,
            };
        }

        return _before = taken;
    }

    private static T Same<T>(T before, T now)
        where T : class => before.Equals(now) ? before : now;

    private static IReadOnlyList<T> Same<T>(IReadOnlyList<T> before, IReadOnlyList<T> now) => before.SequenceEqual(now) ? before : now;

    private static bool IsSame(VisitorFigures before, VisitorFigures now) =>
        before.Active == now.Active && before.ActiveYesterday == now.ActiveYesterday && before.ByMinute.SequenceEqual(now.ByMinute);

    private static bool IsSame(PaceFigures before, PaceFigures now) =>
        before.BusiestMinute == now.BusiestMinute && before.BusiestAt == now.BusiestAt && before.BySecond.SequenceEqual(now.BySecond);

    private static bool IsSame(ActivityFigures before, ActivityFigures now) =>
        before.IsSample == now.IsSample && before.Recent.SequenceEqual(now.Recent);
}
