namespace Portal.Features.Shared.Access;

/// <summary>Rights over a store's analytics.</summary>
public static class AnalyticsPolicies
{
    public const string CanView = "analytics.view";

    /// <summary>Seeing e-mail addresses, phone numbers and names in events; they are masked for everyone else and for programs.</summary>
    public const string CanSeePersonalData = "analytics.personal";

    /// <summary>Keep, change and delete funnels and goals.</summary>
    public const string CanEdit = "analytics.edit";
}

/// <summary>Rights over a store's plan.</summary>
public static class BillingPolicies
{
    public const string CanView = "billing.view";
}

/// <summary>Rights over what a store sells.</summary>
public static class CataloguePolicies
{
    public const string CanView = "catalogue.view";

    /// <summary>Change prices, costs and figures of reordering.</summary>
    public const string CanEdit = "catalogue.edit";
}

/// <summary>Rights over what currencies are worth.</summary>
public static class ExchangeRatePolicies
{
    public const string CanView = "exchange-rates.view";
    public const string CanManage = "exchange-rates.manage";
}

/// <summary>Rights over a store's home page.</summary>
public static class HomePolicies
{
    public const string CanView = "home.view";
}

/// <summary>Rights over one's own account.</summary>
public static class AccountPolicies
{
    /// <summary>Anyone with an account, which guests of the demo store have not.</summary>
    public const string Own = "account.own";
}

/// <summary>Rights over what files bring into a store.</summary>
public static class ImportPolicies
{
    public const string CanManage = "imports.manage";
}

/// <summary>Rights over a store's stock.</summary>
public static class InventoryPolicies
{
    public const string CanView = "inventory.view";

    /// <summary>Adjust and transfer stock, order from suppliers and take goods in.</summary>
    public const string CanEdit = "inventory.edit";
}

/// <summary>Rights over the live page.</summary>
public static class LivePolicies
{
    public const string CanView = "live.view";
}

/// <summary>Rights over a store's marketing cost and calendar.</summary>
public static class MarketingPolicies
{
    public const string CanView = "marketing.view";

    /// <summary>Name days of the store's own.</summary>
    public const string CanEdit = "marketing.edit";
}

/// <summary>Rights of those who work for the platform.</summary>
public static class PlatformPolicies
{
    /// <summary>Pages, for signed-in administrators.</summary>
    public const string Administer = "platform.administer";

    /// <summary>The platform API, for administrators' tokens.</summary>
    public const string CallApi = "platform.api";
}

/// <summary>Rights over what a store knows of people.</summary>
public static class PrivacyPolicies
{
    public const string CanErase = "privacy.erase";
    public const string CanManage = "privacy.manage";
}

/// <summary>Rights over a store's orders and what they sum to.</summary>
public static class SalesPolicies
{
    public const string CanView = "sales.view";

    /// <summary>Send, cancel and refund.</summary>
    public const string CanChange = "sales.change";
}

/// <summary>Rights over a store's API tokens.</summary>
public static class ApiTokenPolicies
{
    public const string CanManage = "tokens.manage";
}

/// <summary>Rights over the store itself.</summary>
public static class StorePolicies
{
    /// <summary>Any member.</summary>
    public const string CanOpen = "store.open";
    public const string CanManage = "store.manage";
}

/// <summary>Rights over a store's team.</summary>
public static class TeamPolicies
{
    public const string CanView = "team.view";
    public const string CanManage = "team.manage";
}

/// <summary>Rights over a store's sites and keys.</summary>
public static class SitePolicies
{
    public const string CanView = "sites.view";
    public const string CanManage = "sites.manage";
}
