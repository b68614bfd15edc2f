namespace Portal.Domain.Shared.Text;

/// <summary>Lengths of time as people read them.</summary>
public static class DurationFormat
{
    /// <summary>In its two largest units: 42 s, 3 min 20 s, 2 h 5 min, 3 d 4 h. A missing value is a dash.</summary>
    /// <param name="seconds">Fractions are rounded.</param>
    public static string Brief(decimal? seconds)
    {
        if (seconds is not { } value)
            return NumberFormat.Dash;

        var whole = (long)Math.Round(value);
        return whole switch
        {
            < 60 => $"{whole} s",
            < 3_600 => Join(whole / 60, "min", whole % 60, "s"),
            < 86_400 => Join(whole / 3_600, "h", whole % 3_600 / 60, "min"),
            _ => Join(whole / 86_400, "d", whole % 86_400 / 3_600, "h"),
        };
    }

    private static string Join(long large, string unit, long small, string smallUnit) =>
        small == 0 ? $"{NumberFormat.Full(large)} {unit}" : $"{NumberFormat.Full(large)} {unit} {small} {smallUnit}";
}
