using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Orders.Changes;
using Portal.Infrastructure.Orders.Lists;
using Portal.Infrastructure.Orders.Payments;
using Portal.Infrastructure.Orders.Reconciling;
using Portal.Infrastructure.Orders.Returns;
using Portal.Infrastructure.Orders.Writing;
using Portal.Infrastructure.Sales;
using Portal.Infrastructure.Sales.Products;

namespace Portal.Infrastructure.Orders;

/// <summary>Orders, the ledger and what is read of them.</summary>
public static class OrdersRegistration
{
    public static IServiceCollection AddOrders(this IServiceCollection services) => services
        .AddSingleton<OrderWriter>()
        .AddSingleton<OrderWatch>()
        .AddHostedService(services => services.GetRequiredService<OrderWatch>())
        .AddSingleton<EventOrderIntake>()
        .AddSingleton<RebookOrderDays>()
        .AddSingleton<OrderListQueries>()
        .AddSingleton<OrderQueries>()
        .AddSingleton<ChangeOrder>()
        .AddSingleton<RefundOrder>()
        .AddSingleton<ReturnGoods>()
        .AddSingleton<ReturnQueries>()
        .AddSingleton<ReturnListQueries>()
        .AddSingleton<PaymentQueries>()
        .AddSingleton<ReconciliationQueries>()
        .AddSingleton<SalesQueries>()
        .AddSingleton<ProductSalesQueries>();

    /// <summary>Registers the service that takes the tracker's orders in; on nodes that work in the background.</summary>
    public static IServiceCollection AddEventOrderService(this IServiceCollection services) =>
        services.AddHostedService<EventOrderService>();
}
