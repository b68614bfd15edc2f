using Portal.Domain.Tenancy;
using Portal.Features.Analytics;
using Portal.Features.Billing;
using Portal.Features.Catalogue;
using Portal.Features.ExchangeRates;
using Portal.Features.Home;
using Portal.Features.Imports;
using Portal.Features.Inventory;
using Portal.Features.Live;
using Portal.Features.Marketing;
using Portal.Features.Privacy;
using Portal.Features.Sales;
using Portal.Features.Sites;

namespace Portal.Features.Tenancy;

/// <summary>The least role that each right over a store needs.</summary>
public static class StorePolicyTable
{
    public static IReadOnlyDictionary<string, StoreRole> MinimumRoles { get; } = new Dictionary<string, StoreRole>
    {
        [StorePolicies.CanOpen] = StoreRole.Viewer,
        [HomePolicies.CanView] = StoreRole.Viewer,
        [LivePolicies.CanView] = StoreRole.Viewer,
        [AnalyticsPolicies.CanView] = StoreRole.Viewer,
        [AnalyticsPolicies.CanSeePersonalData] = StoreRole.Support,
        [AnalyticsPolicies.CanEdit] = StoreRole.Analyst,
        [InventoryPolicies.CanView] = StoreRole.Viewer,
        [InventoryPolicies.CanEdit] = StoreRole.Manager,
        [CataloguePolicies.CanView] = StoreRole.Viewer,
        [CataloguePolicies.CanEdit] = StoreRole.Manager,
        [MarketingPolicies.CanView] = StoreRole.Viewer,
        [MarketingPolicies.CanEdit] = StoreRole.Analyst,
        [TeamPolicies.CanView] = StoreRole.Viewer,
        [BillingPolicies.CanView] = StoreRole.Viewer,
        [SitePolicies.CanView] = StoreRole.Viewer,
        [SitePolicies.CanManage] = StoreRole.Manager,
        [ApiTokenPolicies.CanManage] = StoreRole.Manager,
        [SalesPolicies.CanView] = StoreRole.Viewer,
        [SalesPolicies.CanChange] = StoreRole.Support,
        [ImportPolicies.CanManage] = StoreRole.Manager,
        [ExchangeRatePolicies.CanView] = StoreRole.Viewer,
        [ExchangeRatePolicies.CanManage] = StoreRole.Manager,
        [PrivacyPolicies.CanErase] = StoreRole.Manager,
        [PrivacyPolicies.CanManage] = StoreRole.Manager,
        [TeamPolicies.CanManage] = StoreRole.Manager,
        [StorePolicies.CanManage] = StoreRole.Manager,
    };
}
