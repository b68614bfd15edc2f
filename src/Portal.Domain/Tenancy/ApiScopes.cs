namespace Portal.Domain.Tenancy;

/// <summary>What a store's API token may be allowed to do.</summary>
public static class ApiScopes
{
    public const string StoreRead = "store:read";
    public const string AnalyticsRead = "analytics:read";

    /// <summary>Every scope with what it allows, as people read it.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> All { get; } =
    [
        new(StoreRead, "Read the store's profile"),
        new(AnalyticsRead, "Read the store's analytics"),
    ];

    public static bool Contains(string scope) => All.Any(known => known.Key == scope);
}
