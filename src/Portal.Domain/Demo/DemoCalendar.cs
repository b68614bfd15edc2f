using System.Globalization;

namespace Portal.Domain.Demo;

/// <summary>How a calendar day in Indonesia differs from an ordinary one for a web shop.</summary>
public static class DemoCalendar
{
    private static readonly UmAlQuraCalendar Hijri = new();

    /// <summary>Visits of a day against an ordinary day of the same shop.</summary>
    public static double Traffic(DateOnly day) => Weekday(day.DayOfWeek) * Season(day);

    /// <summary>True for 9.9, 10.10, 11.11 and 12.12, when everything in the store is on sale.</summary>
    public static bool IsDoubleDay(DateOnly day) => day.Month == day.Day && day.Month >= 9;

    /// <summary>True in the days around payday.</summary>
    public static bool IsPayday(DateOnly day) => day.Day is >= 25 or 1;

    /// <summary>How many days Lebaran (1 Shawwal) is ahead; negative after it, the nearest one counts.</summary>
    public static int DaysToLebaran(DateOnly day)
    {
        var instant = day.ToDateTime(TimeOnly.MinValue);
        var year = Hijri.GetYear(instant);
        var ahead = Ahead(year);
        return ahead > 180 ? Ahead(year - 1) : ahead < -180 ? Ahead(year + 1) : ahead;

        int Ahead(int hijriYear) => DateOnly.FromDateTime(Hijri.ToDateTime(hijriYear, 10, 1, 0, 0, 0, 0)).DayNumber - day.DayNumber;
    }

    private static double Weekday(DayOfWeek day) => day switch
    {
        DayOfWeek.Monday => 1.02,
        DayOfWeek.Tuesday => 0.97,
        DayOfWeek.Wednesday => 0.95,
        DayOfWeek.Thursday => 0.98,
        DayOfWeek.Friday => 0.90,
        DayOfWeek.Saturday => 1.06,
        DayOfWeek.Sunday => 1.12,
        _ => throw new ArgumentOutOfRangeException(nameof(day)),
    };

    private static double Season(DateOnly day)
    {
        var season = DaysToLebaran(day) switch
        {
            >= 4 and <= 30 => 1.28,
            >= 1 and <= 3 => 0.9,
            >= -6 and <= 0 => 0.58,
            _ => 1.0,
        };
        season *= day switch
        {
            { Month: 12, Day: >= 10 and <= 22 } => 1.2,
            { Month: 12, Day: >= 24 and <= 26 } => 0.85,
            { Month: 12, Day: 31 } or { Month: 1, Day: 1 } => 0.7,
            { Month: 8, Day: >= 14 and <= 18 } => 1.15,
            { Month: 1 or 2 } => 0.93,
            { Month: 7 } => 0.96,
            _ => 1.0,
        };
        return season * DoubleDay(day) * (IsPayday(day) ? 1.12 : 1);
    }

    private static double DoubleDay(DateOnly day)
    {
        if (IsDoubleDay(day))
        {
            return day.Month == 11 ? 2.1 : 1.7;
        }

        return IsDoubleDay(day.AddDays(1)) ? 0.85 : 1;
    }
}
