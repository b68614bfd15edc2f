namespace Portal.Domain.Demo;

/// <summary>
/// How many visitors come at an instant, and from where. The shop grows slowly by itself; fifteen months after it
/// opened its advertising starts, which within four weeks brings four times as many visitors.
/// </summary>
internal sealed class DemoDemand
{
    private const double OpeningSessions = 62;
    private const double Growth = 13.5;
    private const double AdvertisingStart = 480;
    private const double AdvertisingRamp = 28;
    private const double PaidSessions = 4200;
    private const double GrowthAfterwards = 0.0009;

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

    public double SessionsPerHour(DateTimeOffset at)
    {
        Turn(at);
        return (_organic + _paid) * _hourTotals[at.UtcDateTime.Hour];
    }

    /// <summary>The part of a day's visitors that advertising brings.</summary>
    public double PaidShare(DateTimeOffset at)
    {
        Turn(at);
        return _paid / (_organic + _paid);
    }

    /// <summary>How many visitors advertising brings on a day, on average.</summary>
    public double PaidSessionsOn(DateOnly day)
    {
        var age = (double)(day.DayNumber - _opened.DayNumber);
        return DemoCalendar.Traffic(day) * _scale * PaidSessions * Smooth((age - AdvertisingStart) / AdvertisingRamp) * Later(age);
    }

    public DemoPlace Place(DateTimeOffset at, DemoRandom random) => DemoPlace.All[random.Pick(_placesOfHour[at.UtcDateTime.Hour])];

    private void Turn(DateTimeOffset at)
    {
        var day = DemoProfile.DayOf(at);
        if (day == _day)
        {
            return;
        }

        _day = day;
        var age = (double)(day.DayNumber - _opened.DayNumber);
        var traffic = DemoCalendar.Traffic(day) * _scale;
        var later = Later(age);
        _organic = traffic * OpeningSessions * Math.Exp(Math.Min(age / AdvertisingStart, 1) * Math.Log(Growth)) * later;
        _paid = PaidSessionsOn(day);
    }

    private static double Later(double age) => Math.Exp(Math.Min(Math.Max(age - AdvertisingStart, 0), 730) * GrowthAfterwards);

    private static double Smooth(double x)
    {
        var step = Math.Clamp(x, 0, 1);
        return step * step * (3 - (2 * step));
    }
}
