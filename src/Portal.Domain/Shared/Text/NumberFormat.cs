using System.Globalization;

namespace Portal.Domain.Shared.Text;

/// <summary>Numbers as people read them. A missing value is a dash, never 0.</summary>
public static class NumberFormat
{
    /// <summary>What stands where a value is missing.</summary>
    public const string Dash = "—";

    internal static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>In full, thousands grouped: 1,777.</summary>
    public static string Full(decimal? value, int decimals = 0) =>
        value is { } number ? Minus(number.ToString("N" + decimals.ToString(Culture), Culture)) : Dash;

    /// <summary>In full below a million, then with two decimals and M, B or T: 296,463 and 48.62M.</summary>
    public static string Brief(decimal? value, int decimals = 0)
    {
        if (value is not { } number)
            return Dash;
        var (divisor, letter) = Math.Abs(number) switch
        {
            >= 999_995_000_000m => (1_000_000_000_000m, "T"),
            >= 999_995_000m => (1_000_000_000m, "B"),
            >= 1_000_000m => (1_000_000m, "M"),
            _ => (1m, ""),
        };
        return Minus((number / divisor).ToString("N" + (letter.Length == 0 ? decimals : 2).ToString(Culture), Culture) + letter);
    }

    /// <summary>A share of one as a percentage: 0.127 is 12.7%.</summary>
    public static string Percent(decimal? share, int decimals = 1) =>
        share is { } number ? Minus((number * 100).ToString("N" + decimals.ToString(Culture), Culture)) + "%" : Dash;

    /// <summary>A difference of two shares in percentage points: 0.0012 is 0.12 pt.</summary>
    public static string Points(decimal? difference) =>
        difference is { } number ? Minus((number * 100).ToString("0.##", Culture)) + " pt" : Dash;

    /// <summary>A count with its noun: 1 order, 38 orders.</summary>
    public static string Count(long count, string one, string many) => $"{Full(count)} {(count == 1 ? one : many)}";

    private static string Minus(string text) => text.Replace('-', '−');
}
