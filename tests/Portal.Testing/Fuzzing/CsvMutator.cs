using System.Buffers;
using System.Text;

namespace Portal.Testing.Fuzzing;

/// <summary>
/// Makes files of values from a valid one: other columns, rows, quotes, delimiters and line ends, with extreme values in them.
/// </summary>
public static class CsvMutator
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",;|\t\"\r\n");
    private static readonly string[] LineEnds = ["\n", "\r\n", "\r", "\n\n", "\r\r\n", ""];
    private static readonly char[] Delimiters = [',', ';', '\t', '|', ',', ','];

    /// <param name="header">The names of columns that mean something.</param>
    /// <param name="rows">Valid rows.</param>
    public static string Make(FuzzRandom random, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        var (delimiter, end, rarity) = (random.Pick(Delimiters), random.Pick(LineEnds), 1 + random.Below(40));
        Append(random, text, header, delimiter, rarity * 3);
        text.Append(end.Length == 0 ? "\n" : end);
        for (var count = random.Size(300); count > 0; count--)
        {
            Append(random, text, random.Pick(rows), delimiter, rarity);
            text.Append(random.OneIn(rarity * 20) ? random.Pick(LineEnds) : end);
        }

        return text.ToString();
    }

    private static void Append(FuzzRandom random, StringBuilder text, IReadOnlyList<string> cells, char delimiter, int rarity)
    {
        for (var place = 0; place < cells.Count; place++)
        {
            if (random.OneIn(rarity * 20))
                continue;
            if (place > 0)
                text.Append(delimiter, random.OneIn(rarity * 20) ? random.Size(3_000) : 1);
            text.Append(Cell(random, random.OneIn(rarity) ? ExtremeValues.Any(random) : cells[place], rarity));
        }
    }

    private static string Cell(FuzzRandom random, string value, int rarity) => random.Below(rarity * 6 + 4) switch
    {
        0 => value,
        1 => $"\"{value}",
        2 => $"\"{value}\"x",
        3 => $"  \"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"  ",
        _ => value.AsSpan().ContainsAny(Special) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value,
    };
}
