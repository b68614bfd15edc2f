using System.Globalization;

namespace Portal.Domain.Shared.Text;

/// <summary>Instants as a store's people read them: in the store's own zone, with the zone named once.</summary>
public sealed class StoreClock(TimeZoneInfo zone)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>The clock of an IANA zone; an unknown zone reads as UTC.</summary>
    public static StoreClock For(string timeZone) =>
        new(TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found) ? found : TimeZoneInfo.Utc);

    /// <summary>14:32</summary>
    public string Minute(DateTimeOffset instant) => Local(instant).ToString("HH:mm", Culture);

    /// <summary>14:32:08</summary>
    public string Second(DateTimeOffset instant) => Local(instant).ToString("HH:mm:ss", Culture);

    /// <summary>14:32:08 WIB</summary>
    public string SecondWithZone(DateTimeOffset instant) => $"{Second(instant)} {Zone(instant)}";

    /// <summary>19 Nov, 14:32</summary>
    public string DayAndMinute(DateTimeOffset instant) => Local(instant).ToString("d MMM, HH:mm", Culture);

    /// <summary>19 Nov, 14:32:08</summary>
    public string DayAndSecond(DateTimeOffset instant) => Local(instant).ToString("d MMM, HH:mm:ss", Culture);

    /// <summary>19 Nov 2026, 14:32 WIB</summary>
    public string Full(DateTimeOffset instant) => $"{Local(instant).ToString("d MMM yyyy, HH:mm", Culture)} {Zone(instant)}";

    /// <summary>Thursday 19 November 2026</summary>
    public string LongDay(DateTimeOffset instant) => Local(instant).ToString("dddd d MMMM yyyy", Culture);

    /// <summary>The day the instant falls on in the store.</summary>
    public DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    /// <summary>The instant at which a day begins in the store; where clocks skip midnight, the first instant after.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    /// <summary>The hour of the store's day, 0 to 23.</summary>
    public int Hour(DateTimeOffset instant) => Local(instant).Hour;

    /// <summary>The zone's abbreviation at that instant, such as WIB or CEST; UTC+5:30 where it has none.</summary>
    public string Zone(DateTimeOffset instant) =>
        ZoneAbbreviation.Of(zone.Id, zone.IsDaylightSavingTime(instant), zone.GetUtcOffset(instant));

    /// <summary>The same instant with the store's offset.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);
}
