namespace Portal.Domain.Tenancy;

/// <summary>The time zones of the IANA database, which PostgreSQL knows by the same names.</summary>
public static class TimeZones
{
    private static readonly Lazy<IReadOnlyList<string>> Names = new(() =>
        [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(IsPlace).Append("UTC").Distinct()
            .Order(StringComparer.Ordinal)]);

    /// <summary>Names of places such as <c>Asia/Jakarta</c>, and <c>UTC</c>.</summary>
    public static IReadOnlyList<string> All => Names.Value;

    /// <summary>True for a name that this machine can compute with.</summary>
    public static bool Contains(string? name) =>
        name == "UTC" || (name is not null && IsPlace(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            && zone.HasIanaId);

    // Etc/ zones have reversed signs, and posix/ and right/ are the same places once more.
    private static bool IsPlace(string name) =>
        name.Contains('/', StringComparison.Ordinal) && !name.StartsWith("Etc/", StringComparison.Ordinal)
        && !name.StartsWith("posix/", StringComparison.Ordinal) && !name.StartsWith("right/", StringComparison.Ordinal);
}
