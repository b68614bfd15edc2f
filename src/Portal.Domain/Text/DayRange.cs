using System.Globalization;

namespace Portal.Domain.Text;

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

    /// <summary>Reads yyyy-MM-dd ends; null when either is missing, malformed, or they are the wrong way round.</summary>
    public static DayRange? Parse(string? from, string? to) =>
        Day(from) is { } first && Day(to) is { } last && first <= last ? new DayRange(first, last) : null;

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>Its days in order.</summary>
    public IEnumerable<DateOnly> Each() => Enumerable.Range(0, Days).Select(From.AddDays);

    /// <summary>As many days just before this range, to compare with.</summary>
    public DayRange Before => new(From.AddDays(-Days), From.AddDays(-1));

    /// <summary>The whole months in it, null when there is none, and the days before and after them.</summary>
    public (DayRange? Months, IReadOnlyList<DayRange> Beside) ByMonths()
    {
        var first = From.Day == 1 ? From : new DateOnly(From.Year, From.Month, 1).AddMonths(1);
        var end = new DateOnly(To.AddDays(1).Year, To.AddDays(1).Month, 1);
        if (first >= end)
            return (null, [this]);
        DayRange[] beside = [new(From, first.AddDays(-1)), new(end, To)];
        return (new(first, end.AddDays(-1)), [.. beside.Where(range => range.From <= range.To)]);
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
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
