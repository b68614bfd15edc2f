namespace Portal.Domain.Marketing;

/// <summary>The special days of a country's trade, worked out for any year.</summary>
public static class SeasonCalendar
{
    private static readonly string[] WithLebaran = ["ID", "MY", "SG", "BN"];
    private static readonly string[] WithThanksgiving = ["US"];

    /// <summary>Every season with a day in a range, by its first day.</summary>
    /// <param name="country">ISO 3166-1; what trade everywhere keeps is in every country's calendar.</param>
    public static IReadOnlyList<Season> Of(string country, DateOnly from, DateOnly to) =>
    [
        .. Enumerable.Range(from.Year - 1, to.Year - from.Year + 3).SelectMany(year => Everywhere(year).Concat(Country(country, year)))
            .Concat(Islamic(country, from.AddDays(-60), to.AddDays(60)))
            .Where(season => season.Start <= to && season.End >= from)
            .OrderBy(season => season.Start).ThenBy(season => season.Code, StringComparer.Ordinal),
    ];

    /// <summary>The nth weekday of a month; the last one for 0.</summary>
    public static DateOnly Weekday(int year, int month, DayOfWeek weekday, int nth)
    {
        if (nth == 0)
        {
            var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
            return last.AddDays(-(((int)last.DayOfWeek - (int)weekday + 7) % 7));
        }

        var first = new DateOnly(year, month, 1);
        return first.AddDays((((int)weekday - (int)first.DayOfWeek + 7) % 7) + (7 * (nth - 1)));
    }

    /// <summary>The day after the fourth Thursday of November.</summary>
    public static DateOnly BlackFriday(int year) => Weekday(year, 11, DayOfWeek.Thursday, 4).AddDays(1);

    private static IEnumerable<Season> Everywhere(int year)
    {
        yield return On("new-year", "New Year", new(year, 1, 1));
        yield return On("valentine", "Valentine's Day", new(year, 2, 14));
        yield return new("easter", "Easter", Easter.Sunday(year).AddDays(-2), Easter.Sunday(year).AddDays(1));
        for (var month = 9; month <= 12; month++)
            yield return On($"{month}-{month}", $"{month}.{month}", new(year, month, month));
        yield return new("black-friday", "Black Friday to Cyber Monday", BlackFriday(year), BlackFriday(year).AddDays(3));
        yield return new("christmas", "Christmas trade", new(year, 12, 1), new(year, 12, 24));
    }

    private static IEnumerable<Season> Country(string country, int year)
    {
        switch (country)
        {
            case "ID":
                for (var month = 1; month <= 12; month++)
                    yield return new("payday", "Payday", new(year, month, 25), new DateOnly(year, month, 1).AddMonths(1));
                yield return On("independence", "Independence Day", new(year, 8, 17));
                break;
            case "US":
                yield return On("mothers-day", "Mother's Day", Weekday(year, 5, DayOfWeek.Sunday, 2));
                yield return On("independence", "Independence Day", new(year, 7, 4));
                yield return On("labor-day", "Labor Day", Weekday(year, 9, DayOfWeek.Monday, 1));
                break;
            case "GB":
                // The fourth Sunday of Lent, three weeks before Easter.
                yield return On("mothers-day", "Mothering Sunday", Easter.Sunday(year).AddDays(-21));
                yield return On("may-bank-holiday", "Early May bank holiday", Weekday(year, 5, DayOfWeek.Monday, 1));
                yield return On("summer-bank-holiday", "Summer bank holiday", Weekday(year, 8, DayOfWeek.Monday, 0));
                break;
            case "DE" or "AT":
                yield return On("mothers-day", "Mother's Day", Weekday(year, 5, DayOfWeek.Sunday, 2));
                yield return new("pentecost", "Pentecost", Easter.Sunday(year).AddDays(48), Easter.Sunday(year).AddDays(50));
                yield return country == "DE" ? On("national-day", "German Unity Day", new(year, 10, 3))
                    : On("national-day", "National Day", new(year, 10, 26));
                break;
        }

        if (WithThanksgiving.Contains(country))
            yield return On("thanksgiving", "Thanksgiving", Weekday(year, 11, DayOfWeek.Thursday, 4));
    }

    private static IEnumerable<Season> Islamic(string country, DateOnly from, DateOnly to)
    {
        if (!WithLebaran.Contains(country))
            yield break;
        foreach (var (ramadan, feast) in IslamicCalendar.Of(country, from, to))
        {
            yield return new("ramadan", "Ramadan", ramadan, feast.AddDays(-1));
            yield return new("lebaran", "Lebaran", feast, feast.AddDays(6));
        }
    }

    private static Season On(string code, string name, DateOnly day) => new(code, name, day, day);
}
