using Portal.Infrastructure.Api;
using Portal.Infrastructure.Catalogue;
using Portal.Infrastructure.Customers;
using Portal.Infrastructure.ExchangeRates;
using Portal.Infrastructure.Inventory;
using Portal.Infrastructure.Marketing;
using Portal.Infrastructure.Orders.Api;

namespace Portal.Infrastructure;

/// <summary>Every resource of the API, in the order of its documentation.</summary>
public static class ResourceCatalogue
{
    public static readonly Resource Products = new ProductResource();
    public static readonly Resource Variants = new VariantResource();
    public static readonly Resource Prices = new PriceResource();
    public static readonly Resource Reviews = new ReviewResource();
    public static readonly Resource Inventory = new InventoryResource();
    public static readonly Resource PurchaseOrders = new PurchaseOrderResource();
    public static readonly Resource Customers = new CustomerResource();
    public static readonly Resource Orders = new OrderResource();
    public static readonly Resource Refunds = new RefundResource();
    public static readonly Resource Returns = new ReturnResource();
    public static readonly Resource Shipments = new ShipmentResource();
    public static readonly Resource Campaigns = new CampaignResource();
    public static readonly Resource AdSpend = new AdSpendResource();
    public static readonly Resource Seasons = new SeasonResource();
    public static readonly Resource ExchangeRates = new ExchangeRateResource();

    public static IReadOnlyList<Resource> All { get; } = [Products, Variants, Prices, Reviews, Inventory, PurchaseOrders, Customers, Orders,
        Refunds, Returns, Shipments, Campaigns, AdSpend, Seasons, ExchangeRates];
}
