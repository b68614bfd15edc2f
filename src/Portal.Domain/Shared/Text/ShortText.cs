namespace Portal.Domain.Shared.Text;

/// <summary>Texts cut to a length.</summary>
public static class ShortText
{
    /// <summary>As much of the text as fits, cut between two characters: UTF-8 cannot write half of a surrogate pair.</summary>
    /// <param name="max">The most UTF-16 units.</param>
    public static string Of(string text, int max) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
}
