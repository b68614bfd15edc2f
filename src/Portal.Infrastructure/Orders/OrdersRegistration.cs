using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Orders.Sales;

namespace Portal.Infrastructure.Orders;

/// <summary>Orders, the ledger and what is read of them.</summary>
public static class OrdersRegistration
{
    public static IServiceCollection AddOrders(this IServiceCollection services) => services
        .AddSingleton<OrderWriter>()
        .AddSingleton<SalesQueries>();
}
