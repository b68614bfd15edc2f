namespace Portal.Domain.Tenancy;

/// <summary>What a store keeps of its visitors' addresses, as it is stored. The country is taken from the address before.</summary>
public static class IpPrivacy
{
    /// <summary>The whole address.</summary>
    public const string Keep = "keep";

    /// <summary>Its network only: the first 24 bits of IPv4, 48 of IPv6.</summary>
    public const string Truncate = "truncate";

    /// <summary>Nothing.</summary>
    public const string Drop = "drop";

    /// <summary>Every choice, from the most kept to the least.</summary>
    public static IReadOnlyList<string> All { get; } = [Keep, Truncate, Drop];
}
