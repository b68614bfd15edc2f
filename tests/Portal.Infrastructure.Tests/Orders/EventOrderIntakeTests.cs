using Portal.Domain.Events;
using Portal.Domain.Orders;
using Portal.Infrastructure.Orders;
using Portal.Infrastructure.Orders.Writing;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Xunit;

namespace Portal.Infrastructure.Tests.Orders;

public sealed class EventOrderIntakeTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateTime At = new(2026, 3, 3, 8, 0, 0, DateTimeKind.Utc);

    private readonly EventOrderIntake _intake = new(postgres.Database, TimeProvider.System);

    [Fact]
    public async Task Advance_OrderOfTheTracker_CountsItsRevenueOnce()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, Order("o-1", 40, """{"products":[{"product_id":"tea","name":"Tea","quantity":2,"price":15}]}"""), Order("o-2", 20, null));

        await _intake.AdvanceAsync(store.TenantId, Cancel);
        await _intake.AdvanceAsync(store.TenantId, Cancel);

        Assert.Equal(["o-1 40 1;tea;2|1000000;;1", "o-2 20 1000000;;1"], await postgres.Database.ListAsync<string>("""
            select concat_ws(' ', external_id, trim_scale(total), (select string_agg(concat_ws(';', line, sku, trim_scale(quantity)), '|'
              order by line) from order_lines l
              where l.tenant_id = o.tenant_id and l.order_id = o.id))
            from orders o where tenant_id = $1 and source = 'browser' order by 1
            """, store.TenantId));
        Assert.Equal(60m, await postgres.Database.ScalarAsync<decimal>(
            "select sum(gross - discounts) from sales_rollups where tenant_id = $1 and basis = 'event' and dimension = 'all'",
            store.TenantId));
    }

    [Fact]
    public async Task Advance_ServerHasSpoken_ItsWordStands()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, Order("o-1", 40, null));
        var placed = new DateTimeOffset(At, TimeSpan.Zero);
        await new OrderWriter(postgres.Database, TimeProvider.System).WriteAsync(
            store.TenantId, OrderSource.Webhook, new([new("o-1", placed, placed, "EUR", [new(1, "TEA", "Tea", 1, 38)])]), Cancel);

        await _intake.AdvanceAsync(store.TenantId, Cancel);

        Assert.Equal(38m, await postgres.Database.ScalarAsync<decimal>("select total from orders where tenant_id = $1", store.TenantId));
        Assert.Equal(0, await postgres.Database.ScalarAsync<long>("select count(*) from event_orders where tenant_id = $1 and not booked",
            store.TenantId));
    }

    [Fact]
    public async Task Advance_OtherTenant_IsLeftAlone()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, Order("o-1", 40, null));
        var other = await ProjectedStore.WithAsync(postgres.Database, Order("o-1", 40, null));

        await _intake.AdvanceAsync(store.TenantId, Cancel);

        Assert.Equal(0, await postgres.Database.ScalarAsync<long>("select count(*) from orders where tenant_id = $1", other.TenantId));
    }

    private static TestEvent Order(string id, decimal revenue, string? properties)
    {
        var happened = new TestEvent(EventName.OrderCompleted, At)
        {
            AnonymousId = "anna",
            OrderId = id,
            Revenue = revenue,
            Currency = "EUR"
        };
        return properties is null ? happened : happened with { Properties = properties };
    }
}
