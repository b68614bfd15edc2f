using System.Buffers;

namespace Portal.Domain.Shared.Tables;

/// <summary>Writes one line of comma-separated values (RFC 4180).</summary>
public static class CsvLine
{
    // Beside what the format asks for, every sign that a program may take for the delimiter.
    private static readonly SearchValues<char> Special = SearchValues.Create(",;|\t\"\r\n");

    /// <summary>
    /// The line, with its end. Text that a spreadsheet would run as a formula is neutralized (<see cref="SpreadsheetText"/>).
    /// </summary>
    public static string Write(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(string text)
    {
        var cell = SpreadsheetText.Neutralize(text);
        return IsPlain(cell) ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsPlain(string cell) =>
        cell.Length == 0 || (!cell.AsSpan().ContainsAny(Special) && !char.IsWhiteSpace(cell[0]) && !char.IsWhiteSpace(cell[^1]));
}
