using Portal.Domain.Analytics.Matching;

namespace Portal.Domain.Analytics.Paths;

/// <summary>A page by its path, or an event by its stored name.</summary>
public sealed record PathNode(bool IsPage, string Name)
{
    private const string PagePrefix = "page:";
    private const string EventPrefix = "event:";
    private const int MaxCharacters = 1000;

    /// <summary>As addresses and the API write it: page:/sale, event:product_added.</summary>
    public string Text => (IsPage ? PagePrefix : EventPrefix) + Name;

    /// <summary>Null when the text is neither.</summary>
    public static PathNode? Read(string? text)
    {
        if (text is null || text.Length > MaxCharacters || text.Contains('\0', StringComparison.Ordinal))
            return null;
        if (text.StartsWith(PagePrefix, StringComparison.Ordinal))
            return new(true, text[PagePrefix.Length..]);
        return text.StartsWith(EventPrefix, StringComparison.Ordinal) && new EventMatch(text[EventPrefix.Length..]).Problem() is null
            ? new(false, text[EventPrefix.Length..])
            : null;
    }
}
