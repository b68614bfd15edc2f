namespace Portal.Domain.Imports;

/// <summary>What stands between the values of a file.</summary>
public static class Delimiter
{
    private static readonly char[] Known = [',', ';', '\t', '|'];

    /// <summary>The sign that stands most often in the first line, outside quotes; a comma when none does.</summary>
    public static char Guess(ReadOnlySpan<char> start)
    {
        var counts = new int[Known.Length];
        var isQuoted = false;
        foreach (var character in start)
        {
            if (character == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && character is '\r' or '\n')
                break;
            else if (!isQuoted && Array.IndexOf(Known, character) is >= 0 and var index)
                counts[index]++;
        }

        return counts.Max() == 0 ? ',' : Known[Array.IndexOf(counts, counts.Max())];
    }
}
