namespace Portal.Domain.Tables;

/// <summary>Writes one line of comma-separated values (RFC 4180).</summary>
public static class CsvLine
{
    private static readonly char[] Special = [',', '"', '\r', '\n'];

    /// <summary>The line, with its end. A cell that a spreadsheet would run as a formula is kept as text.</summary>
    public static string Write(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(string text)
    {
        if (text.Length > 0 && (text[0] is '=' or '@' or '\t' or '\r' || (text[0] is '+' or '-' && !IsNumber(text))))
            text = "'" + text;
        return text.AsSpan().IndexOfAny(Special) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsNumber(string text) =>
        decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _);
}
