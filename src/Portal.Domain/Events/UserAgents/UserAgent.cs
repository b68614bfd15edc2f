namespace Portal.Domain.Events.UserAgents;

/// <summary>What a user agent tells: the names that people know, without versions.</summary>
/// <param name="Browser">The browser, or the app whose built-in browser it is; null when it cannot be told.</param>
/// <param name="Os">The operating system; null when it cannot be told.</param>
/// <param name="Device">A <see cref="DeviceClass"/>; null for a server's library, which is nobody's device.</param>
public sealed record UserAgent(string? Browser, string? Os, string? Device)
{
    /// <summary>Characters that are looked at; real user agents are shorter.</summary>
    public const int MaxLength = 512;

    /// <summary>Of an event that carries no user agent, and of a server's library.</summary>
    public static readonly UserAgent None = new(null, null, null);

    /// <summary>
    /// Reads a user agent by the product tokens and comments that its parts are known by (RFC 9110, section 10.1.5;
    /// browsers' published formats). Time grows with its length times the number of tokens, some microseconds.
    /// </summary>
    public static UserAgent Parse(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, MaxLength)].Trim();
        if (text.IsEmpty || IsServerLibrary(text))
        {
            return None;
        }

        var os = OperatingSystems.Find(text);
        return new(Browsers.Find(text), os, Devices.Find(text, os));
    }

    /// <summary>True for the analytics libraries that shops' servers send with.</summary>
    public static bool IsServerLibrary(ReadOnlySpan<char> text) =>
        text.StartsWith("analytics-", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("analytics.", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("Segment", StringComparison.OrdinalIgnoreCase) || text.StartsWith("rudder-", StringComparison.OrdinalIgnoreCase);
}
