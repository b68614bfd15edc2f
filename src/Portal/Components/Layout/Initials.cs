namespace Portal.Components.Layout;

/// <summary>Two letters that stand for a store or a person.</summary>
internal static class Initials
{
    public static string Of(string name)
    {
        var words = name.Split([' ', '-', '.', '@'], StringSplitOptions.RemoveEmptyEntries).Where(word => char.IsLetterOrDigit(word[0]))
            .ToArray();
        return words switch
        {
            [] => "?",
            [var only] => only[..1].ToUpperInvariant(),
            _ => $"{words[0][0]}{words[1][0]}".ToUpperInvariant(),
        };
    }
}
