namespace Portal.Features.Platform;

/// <summary>Rights of those who work for the platform.</summary>
public static class PlatformPolicies
{
    /// <summary>Pages, for signed-in administrators.</summary>
    public const string Administer = "platform.administer";

    /// <summary>The platform API, for administrators' tokens.</summary>
    public const string CallApi = "platform.api";
}
