using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;

namespace Portal.Features.Tenancy;

/// <summary>
/// What each role may do, in sentences made of the table of policies, so that the words never say more than the portal does.
/// </summary>
public static class RoleLabels
{
    /// <summary>The roles that people give each other.</summary>
    public static IReadOnlyList<StoreRole> Given { get; } = [StoreRole.Viewer, StoreRole.Support, StoreRole.Analyst, StoreRole.Manager,
        StoreRole.Owner];

    /// <summary>The rights that differ from role to role.</summary>
    public static IReadOnlyList<StoreRight> Rights { get; } = [.. StorePolicyTable.Rights.Where(right => right.Label is not null)];

    /// <summary>What the role may do.</summary>
    public static string Describe(StoreRole role)
    {
        if (role == StoreRole.Owner)
            return "Everything, including who else is an owner.";
        List<string> granted = [.. Rights.Where(right => right.Roles.Contains(role)).Select(right => right.Label!)];
        if (granted.Count == Rights.Count)
            return "Everything except who is an owner.";
        return granted.Count == 0 ? "Sees every figure, without personal data. Changes nothing."
            : $"Sees every figure. {string.Join(". ", granted)}.";
    }
}
