using System.Globalization;

namespace Portal.Domain.Shared.Tables;

/// <summary>
/// Keeps text from being run as a formula by a program that opens a file of values (OWASP, "CSV Injection"): an apostrophe stands
/// before it. What is read back loses exactly that apostrophe.
/// </summary>
public static class SpreadsheetText
{
    private const char Mark = '\'';

    /// <summary>The text as a cell may hold it. A plain number, such as -3, runs nothing and stays.</summary>
    public static string Neutralize(string text) => IsFormula(text) ? Mark + text : text;

    /// <summary>The text that <see cref="Neutralize"/> was given; any other text stays as it is.</summary>
    public static string Restore(string cell) => cell.Length > 1 && cell[0] == Mark && IsFormula(cell.AsSpan(1)) ? cell[1..] : cell;

    /// <summary>Whether a spreadsheet might take the text for a formula, also behind quotes and spaces that it leaves out.</summary>
    public static bool IsFormula(ReadOnlySpan<char> text)
    {
        foreach (var sign in text)
        {
            switch (sign)
            {
                case '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20':
                    return !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                        CultureInfo.InvariantCulture, out _);
                case '\'' or '"' or ' ' or '\u00A0':
                    break;
                default:
                    return false;
            }
        }

        return false;
    }
}
