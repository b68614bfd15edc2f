using Portal.Features.Inventory;
using Portal.Features.Live;
using Portal.Features.Sales;
using Portal.Features.Shared.Access;

namespace Portal.Components.Layout;

/// <summary>The sections that exist. A section joins when its first page does, in the place the order below gives it:
/// Home, Live, Analytics, Dashboards, Sales, Inventory, Marketing, Customers, Products, Predictions, Market, Reports; then
/// Settings.</summary>
internal static class Navigation
{
    public static readonly IReadOnlyList<NavigationItem> Sections =
    [
        new("Home", "home", PortalUrls.Store, HomePolicies.CanView, Exact: true),
        new("Live", "bolt", PortalUrls.Live, LivePolicies.CanView) { Badge = typeof(LiveCount) },
        new("Analytics", "query_stats", PortalUrls.Analytics, AnalyticsPolicies.CanView, Children:
        [
            new("Overview", "query_stats", PortalUrls.Analytics, AnalyticsPolicies.CanView, Exact: true),
            new("Pages", "description", slug => PortalUrls.AnalyticsPage(slug, "pages"), AnalyticsPolicies.CanView),
            new("Sources", "campaign", slug => PortalUrls.AnalyticsPage(slug, "sources"), AnalyticsPolicies.CanView),
            new("Attribution", "link", slug => PortalUrls.AnalyticsPage(slug, "attribution"), AnalyticsPolicies.CanView),
            new("Retention", "sync", slug => PortalUrls.AnalyticsPage(slug, "retention"), AnalyticsPolicies.CanView),
            new("Funnels", "filter_alt", slug => PortalUrls.AnalyticsPage(slug, "funnels"), AnalyticsPolicies.CanView),
            new("Goals", "flag", slug => PortalUrls.AnalyticsPage(slug, "goals"), AnalyticsPolicies.CanView),
            new("Paths", "alt_route", slug => PortalUrls.AnalyticsPage(slug, "paths"), AnalyticsPolicies.CanView),
            new("Search", "search", slug => PortalUrls.AnalyticsPage(slug, "search"), AnalyticsPolicies.CanView),
            new("Products", "sell", slug => PortalUrls.AnalyticsPage(slug, "products"), AnalyticsPolicies.CanView),
            new("Page speed", "speed", slug => PortalUrls.AnalyticsPage(slug, "speed"),
                AnalyticsPolicies.CanView) { About = "How fast pages load and answer for their visitors: web vitals" },
            new("Events", "bolt", PortalUrls.Events,
                AnalyticsPolicies.CanView) { About = "Event names, their properties, and every single event" },
            new("Visitors", "person", PortalUrls.Visitors,
                AnalyticsPolicies.CanView) { About = "One visitor's sessions, events and orders" },
            new("Ingest health", "query_stats", PortalUrls.IngestHealth,
                AnalyticsPolicies.CanView) { About = "Accepted, refused and late events, and how up to date the figures are" },
        ]),
        new("Sales", "receipt_long", PortalUrls.Sales, SalesPolicies.CanView, Children:
        [
            new("Overview", "query_stats", PortalUrls.Sales, SalesPolicies.CanView,
                Exact: true) { About = "Gross and net sales, refunds, orders and customers, by event or order date" },
            new("Orders", "receipt_long", PortalUrls.Orders,
                SalesPolicies.CanView) { About = "Every order, with its payments, parcels and refunds" },
            new("Returns", "undo", PortalUrls.Returns,
                SalesPolicies.CanView) { About = "What was returned, why, and which months' sales it came from" },
            new("Payments", "credit_card", PortalUrls.Payments,
                SalesPolicies.CanView) { About = "Payments, refunds and fees by day, method and state, and what is outstanding" },
            new("Products", "sell", PortalUrls.ProductSales,
                SalesPolicies.CanView) { About = "Margin and contribution of each product, ABC and XYZ" },
            new("Reconciliation", "sync", PortalUrls.Reconciliation,
                SalesPolicies.CanView) { About = "The shop's own totals beside ours, and each order that differs" },
        ]),
        new("Inventory", "inventory_2", PortalUrls.Inventory, InventoryPolicies.CanView, Children:
        [
            new("Stock levels", "inventory_2", PortalUrls.Inventory, InventoryPolicies.CanView, Exact: true),
            new("Movements", "sync", slug => PortalUrls.InventoryPage(slug, "movements"), InventoryPolicies.CanView),
            new("Reorder", "add_shopping_cart", slug => PortalUrls.InventoryPage(slug, "reorder"), InventoryPolicies.CanView),
            new("Purchase orders", "local_shipping", slug => PortalUrls.InventoryPage(slug, "orders"), InventoryPolicies.CanView),
            new("Ageing", "schedule", slug => PortalUrls.InventoryPage(slug, "ageing"), InventoryPolicies.CanView),
        ]),
        new("Marketing", "campaign", slug => PortalUrls.Marketing(slug, "spend"), MarketingPolicies.CanView, Children:
        [
            new("Ad spend", "campaign", slug => PortalUrls.Marketing(slug, "spend"),
                MarketingPolicies.CanView) { About = "Cost and results of advertising by channel and campaign" },
            new("Campaigns", "flag", slug => PortalUrls.Marketing(slug, "campaigns"), MarketingPolicies.CanView),
            new("Seasons", "calendar_today", slug => PortalUrls.Marketing(slug, "seasons"),
                MarketingPolicies.CanView) { About = "Holidays and the store's own events, with results" },
        ]),
        new("Products", "sell", PortalUrls.Products, CataloguePolicies.CanView, Children:
        [
            new("Catalogue", "sell", PortalUrls.Products, CataloguePolicies.CanView, Exact: true),
            new("Pricing", "receipt_long", PortalUrls.Pricing,
                CataloguePolicies.CanView) { About = "Prices, margins, and the lowest price of 30 days beside every reduction" },
            new("Price changes", "query_stats", PortalUrls.PriceChanges,
                CataloguePolicies.CanView) { About = "How each price change affected units, revenue and margin" },
        ]),
    ];

    public static readonly NavigationItem Settings = new("Settings", "settings", PortalUrls.Settings, StorePolicies.CanOpen, Children:
    [
        new("Store", "storefront", PortalUrls.StoreProfile,
            StorePolicies.CanManage) { About = "Name, time zone, country and the goal for each day" },
        new("Team", "group", PortalUrls.Team, TeamPolicies.CanView) { About = "Who works in the store, in which role, and who is invited" },
        new("Sites and keys", "language", PortalUrls.Sites,
            SitePolicies.CanView) { About = "Where events come from, and the keys they are sent with" },
        new("Imports", "upload", PortalUrls.Imports,
            ImportPolicies.CanManage) { About = "Import orders, customers, products and more from files, and see the results" },
        new("Exchange rates", "sync", PortalUrls.ExchangeRates,
            ExchangeRatePolicies.CanView) { About = "Exchange rates, and rows waiting for one" },
        new("API tokens", "code", PortalUrls.ApiTokens, ApiTokenPolicies.CanManage) { About = "For programs that read the store's data" },
        new("Usage", "speed", PortalUrls.Usage,
            BillingPolicies.CanView) { About = "Events of this month, what the plan allows, and what happens next" },
        new("Privacy", "lock", PortalUrls.Privacy, PrivacyPolicies.CanManage) { About = "What is kept of visitors' IP addresses" },
        new("Privacy requests", "shield", PortalUrls.PrivacyRequests,
            PrivacyPolicies.CanErase) { About = "Forget a visitor, and see earlier requests" },
        new("Sign-in sessions", "devices", _ => PortalUrls.Sessions,
            AccountPolicies.Own) { About = "Browsers that are signed in with your account" },
    ]);

    /// <summary>For those who work for the platform, in a store or outside of any.</summary>
    public static readonly NavigationItem Platform = new("Platform", "shield", _ => PortalUrls.Platform, PlatformPolicies.Administer,
        Children:
    [
        new("Stores", "storefront", _ => PortalUrls.Platform, PlatformPolicies.Administer, Exact: true),
        new("Jobs", "schedule", _ => PortalUrls.Jobs, PlatformPolicies.Administer),
    ]);
}
