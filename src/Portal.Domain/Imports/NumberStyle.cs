using System.Globalization;

namespace Portal.Domain.Imports;

/// <summary>How a file writes its numbers: which sign stands before the decimals. The other one groups thousands.</summary>
public sealed class NumberStyle(char decimalSign)
{
    private readonly char _groupSign = decimalSign == ',' ? '.' : ',';

    public char DecimalSign { get; } = decimalSign;

    /// <summary>The style in which some values read best: a comma only when values say so.</summary>
    public static NumberStyle Guess(IEnumerable<string> values)
    {
        var (comma, point) = (0, 0);
        foreach (var value in values)
        {
            var (lastComma, lastPoint) = (value.LastIndexOf(','), value.LastIndexOf('.'));
            if (lastComma >= 0 && lastPoint >= 0)
                (comma, point) = lastComma > lastPoint ? (comma + 1, point) : (comma, point + 1);
            else if (lastComma >= 0 && (Digits(value, lastComma) != 3 || value.TrimStart('-').StartsWith("0,", StringComparison.Ordinal)))
                comma++;
            else if (lastPoint >= 0 && Digits(value, lastPoint) != 3)
                point++;
        }

        return new(comma > point ? ',' : '.');
    }

    /// <summary>Reads a number with or without a currency sign and thousands; null when it is none.</summary>
    public decimal? Read(string text)
    {
        Span<char> plain = stackalloc char[64];
        var length = 0;
        var isNegative = false;
        foreach (var character in text)
        {
            if (length == plain.Length)
                return null;
            if (char.IsAsciiDigit(character))
                plain[length++] = character;
            else if (character == DecimalSign)
                plain[length++] = '.';
            else if (character is '-' or '−' or '(')
                isNegative = true;
            else if (character != _groupSign && character is not (' ' or '\u00a0' or '\u202f' or '\'' or '+' or ')')
                && char.GetUnicodeCategory(character) != UnicodeCategory.CurrencySymbol)
                return null;
        }

        return length > 0 && decimal.TryParse(plain[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? isNegative ? -number : number
            : null;
    }

    private static int Digits(string value, int sign) => value.AsSpan(sign + 1).TrimEnd().Length;
}
