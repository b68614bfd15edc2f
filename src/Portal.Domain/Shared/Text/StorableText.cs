namespace Portal.Domain.Shared.Text;

/// <summary>What PostgreSQL takes for text: anything but U+0000 and halves of surrogate pairs.</summary>
public static class StorableText
{
    /// <summary>What somebody is told whose text is not.</summary>
    public const string Problem = "Send text without null characters and without halves of surrogate pairs.";

    /// <summary>True when a text can be stored and looked up.</summary>
    public static bool IsStorable(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyInRange('\ud800', '\udfff') < 0)
            return !text.Contains('\0');
        for (var place = 0; place < text.Length; place++)
        {
            if (text[place] == '\0')
                return false;
            if (!char.IsSurrogate(text[place]))
                continue;
            if (place + 1 == text.Length || !char.IsSurrogatePair(text[place], text[place + 1]))
                return false;
            place++;
        }

        return true;
    }
}
