using Portal.Domain.Demo.Visits;

namespace Portal.Domain.Demo.Goods;

/// <summary>
/// How many new visitors come at an instant, and from where. Their number grows evenly, by the same share in every year, and has
/// the seasons of <see cref="DemoCalendar"/>; visitors who come again are not counted here.
/// </summary>
internal sealed class DemoDemand
{
    /// <summary>Visitors of a day against those of the same day of the year before.</summary>
    public const double YearlyGrowth = 1.38;

    private const double OpeningVisitors = 316;
    private const double Paid = 0.26;

    // Nobody grows for ever: a demo that runs for years stays as busy as four years after its opening.
    private const double GrowingDays = 1461;

    private readonly DateOnly _opened;
    private readonly double _scale;
    private readonly double[] _hourTotals = new double[24];
    private readonly double[][] _placesOfHour = new double[24][];
    private DateOnly _day;
    private double _organic;
    private double _paid;

    public DemoDemand(DateTimeOffset opened, double scale)
    {
        _opened = DemoProfile.DayOf(opened);
        _scale = scale;
        var all = DemoPlace.All.Sum(p => p.Weight);
        for (var hour = 0; hour < 24; hour++)
        {
            var utcHour = hour;
            _placesOfHour[hour] = DemoRandom.Cumulate(DemoPlace.All.Select(p => p.Weight / all * p.ShareOfHour(utcHour)));
            _hourTotals[hour] = _placesOfHour[hour][^1];
        }
    }

    public double VisitorsPerHour(DateTimeOffset at)
    {
        Turn(at);
        return (_organic + _paid) * _hourTotals[at.UtcDateTime.Hour];
    }

    /// <summary>The part of a day's new visitors that advertising brings.</summary>
    public double PaidShare(DateTimeOffset at)
    {
        Turn(at);
        return _paid / (_organic + _paid);
    }

    /// <summary>How many visitors a channel's advertising brings on a day, on average.</summary>
    public double PaidVisitorsOn(DateOnly day, DemoChannel channel) =>
        channel.RunsOn(day, _opened) ? VisitorsOn(day) * Paid * channel.Paid / DemoChannel.LastingPaid : 0;

    public DemoPlace Place(DateTimeOffset at, DemoRandom random) => DemoPlace.All[random.Pick(_placesOfHour[at.UtcDateTime.Hour])];

    /// <summary>The weights of the channels of a day's new visitors, cumulated.</summary>
    public double[] ChannelsOn(DateOnly day, bool isPaid) =>
        DemoRandom.Cumulate(DemoChannel.All.Select(channel => isPaid ? PaidVisitorsOn(day, channel) : channel.Organic));

    private void Turn(DateTimeOffset at)
    {
        var day = DemoProfile.DayOf(at);
        if (day == _day)
        {
            return;
        }

        _day = day;
        _organic = VisitorsOn(day) * (1 - Paid);
        _paid = DemoChannel.All.Sum(channel => PaidVisitorsOn(day, channel));
    }

    private double VisitorsOn(DateOnly day)
    {
        var age = Math.Min(day.DayNumber - _opened.DayNumber, GrowingDays);
        return DemoCalendar.Traffic(day) * _scale * OpeningVisitors * Math.Pow(YearlyGrowth, age / 365.25);
    }
}
