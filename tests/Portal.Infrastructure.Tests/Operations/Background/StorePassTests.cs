using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Events;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Events.Writing;
using Portal.Infrastructure.Operations.Background;
using Portal.Infrastructure.Orders.Writing;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Operations.Background;

/// <summary>Services that go over the stores: what one store holds keeps no other store's work back.</summary>
public sealed class StorePassTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTime At = DateTime.UtcNow.AddHours(-1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Projection_StoreThatCannotBeTakenIn_WaitsAloneAndIsWellAgainAfterARetry()
    {
        var (poisoned, other) = (await TestStore.CreateAsync(postgres.Database), await TestStore.CreateAsync(postgres.Database));
        foreach (var store in (TestStore[])[poisoned, other])
            await TestEvent.WriteAsync(postgres.Database, store, new TestEvent(EventName.PageViewed, At));
        await postgres.Database.ExecuteAsync($"alter table sessions add constraint poison check (tenant_id <> '{poisoned.TenantId}')");
        var units = new WorkUnits(postgres.Database, TimeProvider.System);
        using var service = new ProjectionService(
            postgres.Database, new(postgres.Database, new(postgres.Database, TimeProvider.System), TimeProvider.System),
            new ProjectionLag(),
            BackgroundFrame.Runner(postgres.Database), BackgroundFrame.Supervision(), NullLogger<ProjectionService>.Instance);
        await service.StartAsync(Cancelled);

        await UntilAsync(() => CountAsync("select count(*) from event_batches where tenant_id = $1 and projected_at is not null", other),
            1);
        await UntilAsync(() =>
            CountAsync("select count(*) from work_units where tenant_id = $1 and failures = 1 and next_try_at > now()", poisoned), 1);
        Assert.Equal(0, await CountAsync("select count(*) from work_units where tenant_id = $1", other));

        await postgres.Database.ExecuteAsync("alter table sessions drop constraint poison");
        await new RetryWorkUnit(units).RunAsync(new(nameof(ProjectionService), poisoned.TenantId), Cancelled);
        await UntilAsync(() =>
            CountAsync("select count(*) from event_batches where tenant_id = $1 and projected_at is not null", poisoned), 1);
        Assert.Equal(0, await CountAsync("select count(*) from work_units where tenant_id = $1", poisoned));
        await service.StopAsync(Cancelled);
    }

    [Fact]
    public async Task EventOrders_OneThatTheLedgerCannotHold_WaitsAloneAndIsTakenAfterARetry()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database,
            [.. Enumerable.Range(0, 20).Select(number => Order($"good-{number}", null)), Order("poison", null)]);
        await postgres.Database.ExecuteAsync("alter table orders add constraint poison check (number <> 'poison')");
        using var service = new EventOrderService(
            postgres.Database, new(postgres.Database, TimeProvider.System), BackgroundFrame.Runner(postgres.Database),
                BackgroundFrame.Supervision());
        await service.StartAsync(Cancelled);

        await UntilAsync(() => CountAsync("select count(*) from orders where tenant_id = $1", store), 20);
        await UntilAsync(() =>
            CountAsync("select count(*) from work_units where tenant_id = $1 and unit = 'poison' and failures = 1", store), 1);
        Assert.Equal(["poison"],
            await postgres.Database.ListAsync<string>("select order_id from event_orders where tenant_id = $1 and not booked",
                store.TenantId));
        Assert.Equal(0L, await postgres.Database.ScalarAsync<long>("select count(*) from list_unbooked_orders() where tenant_id = $1",
            store.TenantId));

        await postgres.Database.ExecuteAsync("alter table orders drop constraint poison");
        await new RetryWorkUnit(new(postgres.Database, TimeProvider.System))
            .RunAsync(new(nameof(EventOrderService), store.TenantId, "poison"), Cancelled);
        await UntilAsync(() => CountAsync("select count(*) from orders where tenant_id = $1", store), 21);
        Assert.Equal(0, await CountAsync("select count(*) from work_units where tenant_id = $1", store));
        await service.StopAsync(Cancelled);
    }

    private static TestEvent Order(string id, string? properties)
    {
        var order = new TestEvent(EventName.OrderCompleted, At) { AnonymousId = "anna", OrderId = id, Revenue = 1, Currency = "EUR" };
        return properties is null ? order : order with { Properties = properties };
    }

    private Task<long> CountAsync(string sql, TestStore store) => postgres.Database.ScalarAsync<long>(sql, store.TenantId);

    private static async Task UntilAsync(Func<Task<long>> count, long expected)
    {
        for (var tries = 0; await count() is var found && found != expected; tries++)
        {
            Assert.True(tries < 300, $"{found} instead of {expected}");
            await Task.Delay(100, Cancelled);
        }
    }
}
