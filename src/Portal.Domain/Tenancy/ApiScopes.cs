namespace Portal.Domain.Tenancy;

/// <summary>What a store's API token may be allowed to do.</summary>
public static class ApiScopes
{
    public const string StoreRead = "store:read";
    public const string AnalyticsRead = "analytics:read";
    public const string CatalogueRead = "catalogue:read";
    public const string CatalogueWrite = "catalogue:write";
    public const string InventoryRead = "inventory:read";
    public const string InventoryWrite = "inventory:write";
    public const string CustomersRead = "customers:read";
    public const string CustomersWrite = "customers:write";
    public const string OrdersRead = "orders:read";
    public const string OrdersWrite = "orders:write";
    public const string MarketingRead = "marketing:read";
    public const string MarketingWrite = "marketing:write";
    public const string RatesRead = "rates:read";
    public const string RatesWrite = "rates:write";
    public const string ImportsWrite = "imports:write";

    /// <summary>Every scope with what it allows, as people read it.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> All { get; } =
    [
        new(StoreRead, "Read the store's profile"),
        new(AnalyticsRead, "Read the store's analytics"),
        new(CatalogueRead, "Read products, variants, prices and reviews"),
        new(CatalogueWrite, "Change products, variants, prices and reviews"),
        new(InventoryRead, "Read stock and purchase orders"),
        new(InventoryWrite, "Change stock and purchase orders"),
        new(CustomersRead, "Read customers, with their names and addresses"),
        new(CustomersWrite, "Change customers"),
        new(OrdersRead, "Read orders, refunds, returns and shipments"),
        new(OrdersWrite, "Change orders, refund them, take goods back and send them"),
        new(MarketingRead, "Read campaigns, ad spend and seasons"),
        new(MarketingWrite, "Change campaigns, ad spend and seasons"),
        new(RatesRead, "Read exchange rates"),
        new(RatesWrite, "State exchange rates"),
        new(ImportsWrite, "Import files of orders, customers, products and everything else"),
    ];

    public static bool Contains(string scope) => All.Any(known => known.Key == scope);
}
