using System.Text;

namespace Portal.Domain.Orders;

/// <summary>The words by which files, programs and tables name what an order can be: snake_case, such as partially_fulfilled.</summary>
public static class OrderNames
{
    /// <summary>The stored word of a status, source, kind of payment or other member.</summary>
    public static string Of<T>(T member)
        where T : struct, Enum => Names<T>.ByMember[member];

    /// <summary>The member a word means, letter case and the sign between words aside; null when there is none.</summary>
    public static T? Find<T>(string? word)
        where T : struct, Enum =>
        word is not null && Names<T>.ByWord.TryGetValue(word.Trim().Replace(' ', '_').Replace('-', '_'), out var member) ? member : null;

    /// <summary>Every word in the order of its members.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    private static string Word(string name)
    {
        var word = new StringBuilder(name.Length + 4);
        foreach (var character in name)
        {
            if (char.IsUpper(character) && word.Length > 0)
                word.Append('_');
            word.Append(char.ToLowerInvariant(character));
        }

        return word.ToString();
    }

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByMember = Enum.GetValues<T>()
            .ToDictionary(member => member, member => Word(member.ToString()));
        public static readonly Dictionary<string, T> ByWord = ByMember.ToDictionary(pair => pair.Value, pair => pair.Key,
            StringComparer.OrdinalIgnoreCase);
    }
}
