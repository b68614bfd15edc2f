using System.Globalization;
using Portal.Domain.Shared.Text;

namespace Portal.Domain.Imports;

/// <summary>How a file writes its instants. What names no offset is in the store's zone.</summary>
public sealed class DateStyle(IReadOnlyList<string> formats, TimeZoneInfo zone)
{
    private static readonly string[] Iso = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyyMMdd", "yyyy/M/d", "yyyy/M/d H:mm",
        "yyyy/M/d H:mm:ss"];
    private static readonly string[] DayFirst = Times("d/M/yyyy", "d.M.yyyy", "d-M-yyyy", "d/M/yy", "d.M.yy", "d MMM yyyy");
    private static readonly string[] MonthFirst = Times("M/d/yyyy", "M-d-yyyy", "M/d/yy", "MMM d, yyyy");

    private const int LongestText = 100;

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private string _latest = formats[0];

    /// <summary>
    /// The style in which all of some values can be read; with slashes the day comes first unless a value says otherwise.
    /// </summary>
    /// <param name="format">What the importer says it is; null guesses.</param>
    public static DateStyle Guess(IEnumerable<string> values, string? format, TimeZoneInfo zone)
    {
        if (format is not null)
            return new([IsFormat(format) ? format : Iso[0]], zone);
        var isMonthFirst = values.Any(value => value.Split('/', '-', '.', ' ') is [var first, var second, ..] && first.Length <= 2
            && int.TryParse(first, NumberStyles.None, Culture, out _) && int.TryParse(second, NumberStyles.None, Culture, out var middle)
                && middle > 12);
        return new([.. Iso, .. isMonthFirst ? MonthFirst : DayFirst, .. isMonthFirst ? DayFirst : MonthFirst], zone);
    }

    /// <summary>Whether a format is one that dates can be read by.</summary>
    public static bool IsFormat(string format)
    {
        try
        {
            _ = DateTime.TryParseExact(DateTime.UnixEpoch.ToString(format, Culture), format, Culture, DateTimeStyles.None, out _);
            return format.Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The instant; null when it cannot be read, or lies outside of <see cref="DateLimits"/>.</summary>
    public DateTimeOffset? Read(string text) => ReadLocal(text) is { } local ? At(local) : ReadWithOffset(text);

    /// <summary>The day of the store; null when it cannot be read, or lies outside of <see cref="DateLimits"/>.</summary>
    public DateOnly? ReadDay(string text)
    {
        var local = ReadLocal(text) ?? (ReadWithOffset(text) is { } instant ? TimeZoneInfo.ConvertTime(instant, zone).DateTime : null);
        return local is { } time ? DateOnly.FromDateTime(time) : null;
    }

    private DateTime? ReadLocal(string text) => ReadAny(text) is { } local && DateLimits.Contains(local) ? local : null;

    private DateTime? ReadAny(string text)
    {
        if (text.Length > LongestText)
            return null;
        if (DateTime.TryParseExact(text, _latest, Culture, DateTimeStyles.None, out var local))
            return local;
        foreach (var format in formats)
        {
            if (DateTime.TryParseExact(text, format, Culture, DateTimeStyles.None, out local))
            {
                _latest = format;
                return local;
            }
        }

        return null;
    }

    private static DateTimeOffset? ReadWithOffset(string text) =>
        text.Length <= LongestText && HasOffset(text)
            && DateTimeOffset.TryParse(text, Culture, DateTimeStyles.AssumeUniversal, out var instant) && DateLimits.Contains(instant)
            ? instant.ToUniversalTime()
            : null;

    private static bool HasOffset(string text) =>
        text.Length > 11 && (text.EndsWith('Z') || text.IndexOf('+', 10) > 0 || text.LastIndexOf('-') > 10
            || text.EndsWith("UTC", StringComparison.Ordinal));

    // Where clocks skip an hour it is read as the one after; where they repeat one, as its first time.
    private DateTimeOffset At(DateTime local)
    {
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static string[] Times(params string[] days) =>
        [.. days.SelectMany(day => new[] { day, day + " H:mm", day + " H:mm:ss", day + " h:mm tt", day + " h:mm:ss tt" })];
}
