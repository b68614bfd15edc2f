namespace Portal.Domain.Events.UserAgents;

/// <summary>Operating systems by the names that user agents give them; the first that is found names it.</summary>
internal static class OperatingSystems
{
    // Phones that pose as others come first, and Linux last, because Android and Chrome OS say Linux too.
    private static readonly (string Token, string Name)[] Tokens =
    [
        ("Windows Phone", "Windows Phone"), ("Xbox", "Xbox"), ("PlayStation", "PlayStation"), ("Nintendo", "Nintendo"),
        ("Windows", "Windows"), ("AppleTV", "tvOS"), ("Apple TV", "tvOS"), ("tvOS", "tvOS"),
        ("iPad", "iPadOS"), ("iPhone", "iOS"), ("iPod", "iOS"), ("CrOS", "ChromeOS"), ("Tizen", "Tizen"),
        ("Web0S", "webOS"), ("webOS", "webOS"), ("HarmonyOS", "HarmonyOS"), ("KAIOS/", "KaiOS"), ("Android", "Android"),
        ("Macintosh", "macOS"), ("Mac OS X", "macOS"), ("Darwin/", "iOS"), ("BlackBerry", "BlackBerry"), ("BB10", "BlackBerry"),
        ("Linux", "Linux"), ("X11", "Linux"), ("FreeBSD", "FreeBSD"),
    ];

    public static string? Find(ReadOnlySpan<char> text)
    {
        foreach (var (token, name) in Tokens)
        {
            if (text.Contains(token, StringComparison.Ordinal))
            {
                return name;
            }
        }

        return null;
    }
}
