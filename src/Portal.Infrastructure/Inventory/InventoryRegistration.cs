using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Inventory;

/// <summary>Stock, its movements and purchase orders.</summary>
public static class InventoryRegistration
{
    public static IServiceCollection AddInventory(this IServiceCollection services) => services
        .AddSingleton<StockQueries>().AddSingleton<MovementQueries>().AddSingleton<AgeingQueries>().AddSingleton<PurchaseOrderQueries>()
        .AddSingleton<MoveStock>().AddSingleton<AddLocation>().AddSingleton<PlacePurchaseOrders>();
}
