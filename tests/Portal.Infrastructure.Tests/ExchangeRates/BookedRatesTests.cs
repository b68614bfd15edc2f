using Portal.Domain.Orders;
using Portal.Infrastructure.Orders;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.ExchangeRates;

/// <summary>What is booked keeps its rate, whatever is said of the rate later.</summary>
public sealed class BookedRatesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Placed = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("update exchange_rates set rate = 0.5 where tenant_id = $1 and currency = 'USD'")]
    [InlineData("insert into exchange_rates (tenant_id, currency, day, rate) values ($1, 'USD', '2026-03-10', 0.5)")]
    public async Task Write_TheRateChangedMeanwhile_AnEditCountsAtTheRateOfTheFirstBooking(string change)
    {
        var store = await StoreAsync();
        await WriteAsync(store, "known", 100, Placed);

        await postgres.Database.ExecuteAsync(change, store.TenantId);
        await WriteAsync(store, "known", 120, Placed.AddHours(1));
        await WriteAsync(store, "new", 100, Placed.AddHours(1));

        Assert.Equal(["known 0.9 108", "new 0.5 50"], await BookedAsync(store));
    }

    [Fact]
    public async Task Write_WithAStatedRate_BooksTheDifference()
    {
        var store = await StoreAsync();
        await WriteAsync(store, "known", 100, Placed);
        await postgres.Database.ExecuteAsync("update exchange_rates set rate = 0.5 where tenant_id = $1", store.TenantId);

        await WriteAsync(store, "known", 100, Placed.AddHours(1), rate: 0.5m);

        Assert.Equal(["known 0.5 50"], await BookedAsync(store));
        Assert.Equal(3, await postgres.Database.ScalarAsync<long>(
            "select count(*) from ledger_entries where tenant_id = $1 and kind = 'gross'", store.TenantId));
    }

    private async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync("update tenants set currency = 'EUR' where id = $1", store.TenantId);
        await postgres.Database.ExecuteAsync(
            "insert into exchange_rates (tenant_id, currency, day, rate) values ($1, 'USD', '2026-03-01', 0.9)", store.TenantId);
        return store;
    }

    private Task<OrderWriteResult> WriteAsync(TestStore store, string id, decimal price, DateTimeOffset revised, decimal? rate = null) =>
        new OrderWriter(postgres.Database, TimeProvider.System).WriteAsync(
            store.TenantId, OrderSource.Api, new([new(id, Placed, revised, "USD",
                [new(1, "S", "Thing", 1, price, 0, 0)]) { Status = OrderStatus.Paid, ExchangeRate = rate }]), Cancel);

    private Task<List<string>> BookedAsync(TestStore store) => postgres.Database.ListAsync<string>("""
        select concat_ws(' ', o.external_id, trim_scale(o.exchange_rate), trim_scale(sum(e.store_amount))) from orders o
        join ledger_entries e on e.tenant_id = o.tenant_id and e.document_id = o.id and e.kind = 'gross'
        where o.tenant_id = $1 group by o.external_id, o.exchange_rate order by 1
        """, store.TenantId);
}
