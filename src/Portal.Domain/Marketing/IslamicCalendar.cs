using System.Globalization;

namespace Portal.Domain.Marketing;

/// <summary>
/// Ramadan and the feast after it. Indonesia's dates of 2020 to 2025 are those that its Ministry of Religious Affairs declared
/// (sidang isbat); all others are by the Umm al-Qura calendar of King Abdulaziz City for Science and Technology, whose published
/// table (1318 to 1500 AH) the framework holds. Where the moon is sighted, the day may be another by one.
/// </summary>
public static class IslamicCalendar
{
    private const int Ramadan = 9;
    private const int Shawwal = 10;

    private static readonly UmAlQuraCalendar UmmAlQura = new();

    private static readonly Dictionary<int, (DateOnly Ramadan, DateOnly Feast)> Declared = new()
    {
        [1441] = (new(2020, 4, 24), new(2020, 5, 24)),
        [1442] = (new(2021, 4, 13), new(2021, 5, 13)),
        [1443] = (new(2022, 4, 3), new(2022, 5, 2)),
        [1444] = (new(2023, 3, 23), new(2023, 4, 22)),
        [1445] = (new(2024, 3, 12), new(2024, 4, 10)),
        [1446] = (new(2025, 3, 1), new(2025, 3, 31)),
    };

    /// <summary>The first day of Ramadan and of Shawwal, when fasting ends, of every Islamic year that touches a range of days.</summary>
    /// <param name="country">ISO 3166-1; ID for the dates that Indonesia declared.</param>
    public static IEnumerable<(DateOnly Ramadan, DateOnly Feast)> Of(string country, DateOnly from, DateOnly to)
    {
        for (var year = Year(from); year <= Year(to); year++)
            yield return country == "ID" && Declared.TryGetValue(year, out var declared) ? declared
                : (First(year, Ramadan), First(year, Shawwal));
    }

    private static int Year(DateOnly day) => UmmAlQura.GetYear(day.ToDateTime(TimeOnly.MinValue));

    private static DateOnly First(int year, int month) => DateOnly.FromDateTime(UmmAlQura.ToDateTime(year, month, 1, 0, 0, 0, 0));
}
