using Portal.Domain.Tenancy;
using Portal.Features.Sales;

namespace Portal.Features.Shared.Access;

/// <summary>
/// Which roles have each right over a store. Pages, endpoints, buttons, the navigation and the words about roles are all
/// read from here.
/// </summary>
public static class StorePolicyTable
{
    private static readonly StoreRole[] Everyone = [StoreRole.Viewer, StoreRole.Support, StoreRole.Analyst, StoreRole.Manager,
        StoreRole.Owner];
    private static readonly StoreRole[] Staff = [StoreRole.Support, StoreRole.Analyst, StoreRole.Manager, StoreRole.Owner];
    private static readonly StoreRole[] OrderDesk = [StoreRole.Support, StoreRole.Manager, StoreRole.Owner];
    private static readonly StoreRole[] ReportBuilders = [StoreRole.Analyst, StoreRole.Manager, StoreRole.Owner];
    private static readonly StoreRole[] Managers = [StoreRole.Manager, StoreRole.Owner];

    /// <summary>Every right over a store.</summary>
    public static IReadOnlyList<StoreRight> Rights { get; } =
    [
        new(StorePolicies.CanOpen, Everyone),
        new(HomePolicies.CanView, Everyone),
        new(LivePolicies.CanView, Everyone),
        new(AnalyticsPolicies.CanView, Everyone),
        new(SalesPolicies.CanView, Everyone),
        new(InventoryPolicies.CanView, Everyone),
        new(CataloguePolicies.CanView, Everyone),
        new(MarketingPolicies.CanView, Everyone),
        new(TeamPolicies.CanView, Everyone),
        new(BillingPolicies.CanView, Everyone),
        new(SitePolicies.CanView, Everyone),
        new(ExchangeRatePolicies.CanView, Everyone),
        new(AnalyticsPolicies.CanSeePersonalData, Staff) { Label = "See personal data of visitors and customers" },
        new(SalesPolicies.CanChange, OrderDesk) { Label = "Refund, return, ship and cancel orders" },
        new(AnalyticsPolicies.CanEdit, ReportBuilders) { Label = "Edit goals and funnels" },
        new(MarketingPolicies.CanEdit, ReportBuilders) { Label = "Edit seasons" },
        new(CataloguePolicies.CanEdit, Managers) { Label = "Edit products and prices" },
        new(InventoryPolicies.CanEdit, Managers) { Label = "Move stock and order from suppliers" },
        new(ImportPolicies.CanManage, Managers) { Label = "Import files" },
        new(ExchangeRatePolicies.CanManage, Managers) { Label = "Enter exchange rates" },
        new(SitePolicies.CanManage, Managers) { Label = "Edit sites and their keys" },
        new(ApiTokenPolicies.CanManage, Managers) { Label = "Create and revoke API tokens" },
        new(PrivacyPolicies.CanManage, Managers) { Label = "Choose what is kept of visitors" },
        new(PrivacyPolicies.CanErase, Managers) { Label = "Erase visitors" },
        new(TeamPolicies.CanManage, Managers) { Label = "Invite, change and remove members" },
        new(StorePolicies.CanManage, Managers) { Label = "Edit the store's profile" },
    ];

    private static readonly Dictionary<string, StoreRight> ByPolicy = Rights.ToDictionary(right => right.Policy);

    /// <summary>What a role may do by a policy; nothing by one that is no right over a store.</summary>
    public static StoreAccessLevel For(StoreRole role, string policy)
    {
        if (!ByPolicy.TryGetValue(policy, out var right))
            return StoreAccessLevel.None;
        if (right.Roles.Contains(role))
            return StoreAccessLevel.Granted;
        return role != StoreRole.Guest ? StoreAccessLevel.None : right.Label is null ? StoreAccessLevel.Granted : StoreAccessLevel.Shown;
    }

    /// <summary>True when the role sees what the policy guards.</summary>
    public static bool Shows(StoreRole role, string policy) => For(role, policy) != StoreAccessLevel.None;
}
