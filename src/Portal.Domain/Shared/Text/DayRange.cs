using System.Globalization;

namespace Portal.Domain.Shared.Text;

/// <summary>Whole days in the store's zone, both ends included, as a page's address and its header show them.</summary>
public sealed record DayRange(DateOnly From, DateOnly To)
{
    /// <summary>The ranges people choose by name, for a given today.</summary>
    public static IReadOnlyList<(string Name, DayRange Range)> Presets(DateOnly today) =>
    [
        ("Today", new(today, today)),
        ("Yesterday", new(today.AddDays(-1), today.AddDays(-1))),
        ("Last 7 days", new(today.AddDays(-6), today)),
        ("Last 28 days", new(today.AddDays(-27), today)),
        ("Last 90 days", new(today.AddDays(-89), today)),
        ("This month", new(new DateOnly(today.Year, today.Month, 1), today)),
    ];

    /// <summary>Reads yyyy-MM-dd ends; null when either is missing, malformed, out of bounds, or they are the wrong way round.</summary>
    public static DayRange? Parse(string? from, string? to) =>
        Day(from) is { } first && Day(to) is { } last && first <= last ? new DayRange(first, last) : null;

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>Its days in order.</summary>
    public IEnumerable<DateOnly> Each() => Enumerable.Range(0, Days).Select(From.AddDays);

    /// <summary>As many days just before this range, to compare with.</summary>
    public DayRange Before => new(From.AddDays(-Days), From.AddDays(-1));

    /// <summary>
    /// The range as sums of whole months and of days: what is added up over the parts, with their signs, is the sum of the range. An
    /// end in the later half of a month is its whole month less the days beyond, so no part of days is longer than half a month.
    /// </summary>
    public IReadOnlyList<DayPart> ByMonths()
    {
        var end = To.AddDays(1);
        var (first, last) = (NearestMonth(From), NearestMonth(end));
        if (first == last)
            return [new(this, IsMonths: false, Sign: 1)];
        DayPart?[] parts = [new(new(first, last.AddDays(-1)), IsMonths: true, Sign: 1), Between(first, From, -1), Between(last, end, 1)];
        return [.. parts.OfType<DayPart>()];
    }

    // The days from a month's beginning to a day, or those from the day to the month's beginning with the other sign.
    private static DayPart? Between(DateOnly month, DateOnly day, int sign) => day.CompareTo(month) switch
    {
        > 0 => new(new(month, day.AddDays(-1)), IsMonths: false, sign),
        < 0 => new(new(day, month.AddDays(-1)), IsMonths: false, -sign),
        _ => null,
    };

    private static DateOnly NearestMonth(DateOnly day)
    {
        var month = new DateOnly(day.Year, day.Month, 1);
        return day.Day - 1 <= month.AddMonths(1).DayNumber - day.DayNumber ? month : month.AddMonths(1);
    }

    /// <summary>The preset's name, or the days: 13 – 19 Nov 2026.</summary>
    public string Name(DateOnly today)
    {
        var preset = Presets(today).FirstOrDefault(known => known.Range == this);
        return preset.Name ?? Dates();
    }

    private string Dates()
    {
        var last = To.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        if (From == To)
            return last;
        var format = From.Year != To.Year ? "d MMM yyyy" : From.Month != To.Month ? "d MMM" : "%d";
        return $"{From.ToString(format, CultureInfo.InvariantCulture)} – {last}";
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && DateLimits.Contains(day) ? day : null;
}

/// <summary>Days whose sum counts towards that of a range.</summary>
/// <param name="IsMonths">True for whole months.</param>
/// <param name="Sign">1 for days that are added, -1 for days that are taken away.</param>
public sealed record DayPart(DayRange Days, bool IsMonths, int Sign);
