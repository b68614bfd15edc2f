using Portal.Domain.Shared.Text;

namespace Portal.Domain.Analytics;

/// <summary>The store's day and hour of an instant, remembered by quarter hour: zones change offsets on quarters only.</summary>
public sealed class StoreCalendar(TimeZoneInfo zone)
{
    private readonly Dictionary<long, StoreMoment> _quarters = [];
    private readonly StoreClock _clock = new(zone);

    /// <summary>The day and the instants at which it and its hour began.</summary>
    /// <param name="instant">UTC.</param>
    public StoreMoment At(DateTime instant)
    {
        var quarter = instant.Ticks / (TimeSpan.TicksPerMinute * 15);
        if (!_quarters.TryGetValue(quarter, out var moment))
        {
            _quarters[quarter] = moment = Find(instant);
        }

        return moment;
    }

    private StoreMoment Find(DateTime instant)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(instant, zone);
        var intoHour = TimeSpan.FromTicks(local.Ticks % TimeSpan.TicksPerHour);
        var day = DateOnly.FromDateTime(local);
        var dayStart = _clock.StartOf(day).UtcDateTime;
        var hourStart = instant - intoHour;
        return new(day, dayStart, hourStart < dayStart ? dayStart : hourStart);
    }
}

/// <summary>Where an instant lies in a store's calendar.</summary>
/// <param name="Day">The store's day.</param>
/// <param name="DayStart">When that day began, UTC.</param>
/// <param name="HourStart">When the store's hour began, UTC.</param>
public readonly record struct StoreMoment(DateOnly Day, DateTime DayStart, DateTime HourStart);
