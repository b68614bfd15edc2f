namespace Portal.Features.Identity;

/// <summary>What a browser calls itself, in words.</summary>
internal static class Browser
{
    // In this order, since each later one also names itself in the text of those before it.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    /// <summary>Such as “Firefox on Linux”.</summary>
    public static string Name(string? userAgent)
    {
        var browser = Find(Browsers, userAgent) ?? "Unknown browser";
        return Find(Systems, userAgent) is { } system ? $"{browser} on {system}" : browser;
    }

    private static string? Find((string Mark, string Name)[] known, string? userAgent) =>
        known.FirstOrDefault(one => userAgent?.Contains(one.Mark, StringComparison.Ordinal) == true).Name;
}
