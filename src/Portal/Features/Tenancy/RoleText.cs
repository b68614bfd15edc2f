using Portal.Domain.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>Roles in the words of those who give them.</summary>
internal static class RoleText
{
    /// <summary>What the role may do, as a sentence.</summary>
    public static string Of(StoreRole role) => role switch
    {
        StoreRole.Viewer => "Sees figures, changes nothing.",
        StoreRole.Support => "Sees figures and answers customers.",
        StoreRole.Analyst => "Builds reports, segments and exports.",
        StoreRole.Manager => "Runs the store: sites, keys, tokens, and the team except owners.",
        StoreRole.Owner => "May do everything, and decides who else is owner.",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
