namespace Portal.Features.Identity;

/// <summary>Where a person goes on after signing in: only ever inside this portal.</summary>
internal static class LocalAddress
{
    /// <summary>The address when it is a path of this portal, else the start.</summary>
    public static string Or(string? address) => IsLocal(address) ? address! : "/";

    // "//host" and "/\host" are other hosts to a browser.
    private static bool IsLocal(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
}
