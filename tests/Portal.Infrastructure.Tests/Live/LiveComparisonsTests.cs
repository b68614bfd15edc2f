using Portal.Domain.Events;
using Portal.Infrastructure.Live;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Live;

public sealed class LiveComparisonsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTime Noon = new(2026, 11, 20, 5, 0, 0, DateTimeKind.Utc); // 12:00 in Jakarta

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Update_OrdersOfTheSameWeekday_AreTheUsualValueOfThisMinute()
    {
        var store = await StoreAsync(
            Order("A-1", 100, Noon.AddDays(-7).AddHours(-1)), Order("A-1", 90, Noon.AddDays(-7).AddMinutes(-30)),
            Order("A-2", 50, Noon.AddDays(-7)),
            Order("A-3", 25, Noon.AddDays(-7).AddHours(3)), Order("A-4", 400, Noon.AddDays(-7)) with { Currency = "USD" },
            Order("A-5", 400, Noon.AddDays(-7)) with { IsBot = true }, Order("A-6", 400, Noon.AddDays(-6)));

        var (before, at, late) = (await RevenueAsync(store, Noon.AddHours(-1)), await RevenueAsync(store, Noon.AddSeconds(1)),
            await RevenueAsync(store, Noon.AddHours(11)));

        Assert.Equal((0m, 150m, 175m), (before.Usual, at.Usual, late.Usual));
        Assert.Equal(175m, at.UsualDay);
    }

    [Fact]
    public async Task Update_NoOrderOnThatDay_HasNoUsualValue()
    {
        var store = await StoreAsync(Order("A-6", 400, Noon.AddDays(-6)));

        Assert.Equal(new RevenueFigures(0, 0, null, null), await RevenueAsync(store, Noon));
    }

    [Fact]
    public async Task Update_VisitorsOfYesterday_AreThoseThatTheLivePageShowedThen()
    {
        var then = Noon.AddDays(-1);
        var store = await StoreAsync(
            Page("anna", then.AddMinutes(-4)), Page("anna", then.AddMinutes(-1)), Page("bert", then.AddMinutes(-6)),
            Page("carl", then.AddMinutes(-4)) with { IsBot = true },
            Page("dora", then.AddMinutes(-4)) with { ReceivedAt = then.AddMinutes(9) }, Page("emil", then));

        var comparison = await new LiveComparisons(postgres.Database).UpdateAsync(Board(store), LiveComparison.None, Noon, Cancelled);

        Assert.Equal(2, comparison.ActiveYesterday);
    }

    [Fact]
    public async Task Update_OtherTenant_HasNothingToCompareWith()
    {
        await StoreAsync(Order("A-1", 100, Noon.AddDays(-7)), Page("anna", Noon.AddDays(-1)));
        var stranger = await TestStore.CreateAsync(postgres.Database, "IDR", "Asia/Jakarta");

        var comparison = await new LiveComparisons(postgres.Database).UpdateAsync(Board(stranger), LiveComparison.None, Noon, Cancelled);

        Assert.Empty(comparison.Usual);
        Assert.Equal(0, comparison.ActiveYesterday);
    }

    private async Task<RevenueFigures> RevenueAsync(TestStore store, DateTime now)
    {
        var board = Board(store);
        return board.Take(now, await new LiveComparisons(postgres.Database)
            .UpdateAsync(board, LiveComparison.None, now, Cancelled)).Revenue;
    }

    private async Task<TestStore> StoreAsync(params TestEvent[] events)
    {
        var store = await TestStore.CreateAsync(postgres.Database, "IDR", "Asia/Jakarta");
        await TestEvent.WriteAsync(postgres.Database, store, events);
        return store;
    }

    private static LiveBoard Board(TestStore store) => new(store.TenantId, "IDR", "Asia/Jakarta");

    private static TestEvent Page(string visitor, DateTime at) => new(EventName.PageViewed, at) { AnonymousId = visitor };

    private static TestEvent Order(string order, decimal revenue, DateTime at) =>
        new(EventName.OrderCompleted, at) { OrderId = order, Revenue = revenue, Currency = "IDR" };
}
