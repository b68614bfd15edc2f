namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Texts of senders that become keys of read models; an entry of an index has a limit.</summary>
internal static class ReadModelKey
{
    /// <summary>Characters of a key at most.</summary>
    public const int MaxLength = 200;

    /// <summary>The beginning of a text, cut between two characters.</summary>
    public static string? Cut(string? text) => text is null || text.Length <= MaxLength ? text
        : text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
}
