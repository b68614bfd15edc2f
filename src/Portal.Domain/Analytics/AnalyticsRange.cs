using Portal.Domain.Shared.Text;

namespace Portal.Domain.Analytics;

/// <summary>Which of a store's days a question is about, and whether robots count in its answer.</summary>
/// <param name="TimeZone">The store's, as an IANA name; days and hours are cut in it.</param>
/// <param name="IncludeBots">False counts people alone, true counts both.</param>
public sealed record AnalyticsRange(DayRange Days, string TimeZone, bool IncludeBots = false)
{
    /// <summary>The longest range that can be asked for, in days.</summary>
    public const int MaxDays = 400;

    /// <summary>Days of a range that nobody chose.</summary>
    public const int DefaultDays = 28;

    /// <summary>The store's last 28 days, today included.</summary>
    public static DayRange Default(DateOnly today) => new(today.AddDays(1 - DefaultDays), today);

    public DateOnly From => Days.From;

    public DateOnly To => Days.To;

    /// <summary>The instant at which the first day begins.</summary>
    public DateTimeOffset Start => Clock.StartOf(Days.From);

    /// <summary>The instant at which the day after the last begins.</summary>
    public DateTimeOffset End => Clock.StartOf(Days.To.AddDays(1));

    /// <summary>As many days just before.</summary>
    public AnalyticsRange Before => this with { Days = Days.Before };

    /// <summary>The values of <c>is_bot</c> that count.</summary>
    public bool[] Bots => IncludeBots ? [false, true] : [false];

    /// <summary>True when figures over time are best shown by hour: up to two days.</summary>
    public bool ByHour => Days.Days <= 2;

    /// <summary>The <c>grain</c> of rollups for figures over time: hour or day.</summary>
    public string Grain => ByHour ? "hour" : "day";

    private StoreClock Clock => StoreClock.For(TimeZone);

    /// <summary>The beginnings of the store's hours or days in the range, in order.</summary>
    public IReadOnlyList<DateTimeOffset> Buckets()
    {
        var clock = Clock;
        if (!ByHour)
            return [.. Days.Each().Select(clock.StartOf)];

        var (start, end) = (Start, End);
        return [.. Enumerable.Range(0, (int)Math.Ceiling((end - start).TotalHours)).Select(hour => start.AddHours(hour))];
    }
}
