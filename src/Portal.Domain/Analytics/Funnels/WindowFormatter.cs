using System.Globalization;
using Portal.Domain.Shared.Text;

namespace Portal.Domain.Analytics.Funnels;

/// <summary>A conversion window as text: 30m, 12h, 7d in addresses and the API, and in words.</summary>
public static class WindowFormatter
{
    /// <summary>In the largest unit that divides it: 30m, 12h, 7d.</summary>
    public static string Write(TimeSpan window) => window switch
    {
        _ when window.Ticks % TimeSpan.TicksPerDay == 0 => string.Create(CultureInfo.InvariantCulture, $"{window.Days}d"),
        _ when window.Ticks % TimeSpan.TicksPerHour == 0 => string.Create(CultureInfo.InvariantCulture, $"{(int)window.TotalHours}h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)window.TotalMinutes}m"),
    };

    /// <summary>Null when the text is no number of minutes, hours or days.</summary>
    public static TimeSpan? Read(string? text)
    {
        if (text is not { Length: >= 2 and <= 8 } || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None,
            CultureInfo.InvariantCulture, out var number))
            return null;
        return text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => null,
        };
    }

    /// <summary>1 hour, 7 days.</summary>
    public static string Words(TimeSpan window)
    {
        var text = Write(window);
        var number = long.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            'd' => NumberFormat.Count(number, "day", "days"),
            'h' => NumberFormat.Count(number, "hour", "hours"),
            _ => NumberFormat.Count(number, "minute", "minutes"),
        };
    }
}
