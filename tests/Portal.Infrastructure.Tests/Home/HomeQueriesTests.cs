using Portal.Domain.Events;
using Portal.Domain.Home;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Home;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Home;

public sealed class HomeQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateOnly Tuesday = new(2026, 3, 3);

    // 14:32 in Berlin on Wednesday.
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 13, 32, 0, TimeSpan.Zero);

    private readonly HomeQueries _home = new(postgres.Database);

    [Fact]
    public async Task Day_UpToNow_EndsAtTheMinute()
    {
        var store = await ProjectedStore.WithAsync(
            postgres.Database,
            Page(9, 0, "anna"), Order(9, 5, "anna", "o-1", 20), Order(14, 31, "bert", "o-2", 30), Order(14, 33, "carl", "o-3", 50),
            Refund(10, 0, 4), Refund(14, 20, 5), Refund(14, 40, 6));

        var day = await _home.DayAsync(Current(store), Tuesday, Now, Cancel);

        Assert.Equal(new DayTotals(50, 2, 2, 9), day.UpToNow);
        Assert.Equal((20m, 80m, 100m), (day.Hours[9].Revenue, day.Hours[14].Revenue, day.Hours.Sum(hour => hour.Revenue)));
        Assert.Equal((1, 2, 11m), (day.Hours[9].Sessions, day.Hours[14].Sessions, day.Hours[14].Refunds));
        Assert.Equal(24, day.Hours.Count);
    }

    [Fact]
    public async Task Day_RobotsAndOtherCurrencies_AreLeftOut()
    {
        var store = await ProjectedStore.WithAsync(
            postgres.Database,
            Page(9, 0, "robot") with { IsBot = true }, Order(9, 5, "anna", "o-1", 20) with { Currency = "USD" },
            Refund(14, 1, 9) with { Currency = "USD" }, Refund(14, 2, 9) with { IsBot = true });

        var day = await _home.DayAsync(Current(store), Tuesday, Now, Cancel);

        Assert.Equal((0m, 0, 0m), (day.UpToNow.Revenue, day.UpToNow.Orders, day.UpToNow.Refunds));
        Assert.Equal(1, day.UpToNow.Sessions);
    }

    [Fact]
    public async Task Products_UpToNow_AreThoseOfTheOrdersSoFar()
    {
        var store = await ProjectedStore.WithAsync(
            postgres.Database,
            Order(9, 0, "anna", "o-1", 40) with { Properties = """{"products":[{"product_id":"tea","name":"Tea","quantity":2,"price":15},{"product_id":"cup","price":10}]}""" },
            Order(10, 0, "bert", "o-2", 10) with { Properties = """{"products":[{"product_id":"cup","name":"Cup","price":12}]}""" },
            Order(15, 0, "carl", "o-3", 10) with { Properties = """{"products":[{"product_id":"cup","price":12}]}""" });

        var products = await _home.ProductsAsync(Current(store), Tuesday, Now, Cancel);

        Assert.Equal([new ProductSales("tea", "Tea", 2, 30), new ProductSales("cup", "Cup", 2, 22)], products);
    }

    [Fact]
    public async Task FirstSteps_AnOrderCame_IsDone()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, Order(9, 0, "anna", "o-1", 40));
        var other = await ProjectedStore.WithAsync(postgres.Database, Page(9, 0, "anna"));

        Assert.True((await _home.FirstStepsAsync(Current(store), Cancel)).HasOrder);
        Assert.False((await _home.FirstStepsAsync(Current(other), Cancel)).HasOrder);
    }

    [Fact]
    public async Task Day_OtherTenant_SeesNothing()
    {
        await ProjectedStore.WithAsync(postgres.Database, Order(9, 0, "anna", "o-1", 40), Refund(14, 10, 3));
        var stranger = await TestStore.CreateAsync(postgres.Database);

        Assert.Equal(new DayTotals(0, 0, 0, 0), (await _home.DayAsync(Current(stranger), Tuesday, Now, Cancel)).UpToNow);
        Assert.Empty(await _home.ProductsAsync(Current(stranger), Tuesday, Now, Cancel));
    }

    private static CurrentStore Current(TestStore store) =>
        new(store.TenantId, store.Slug, "Store", "EUR", "Europe/Berlin", "DE", StoreRole.Owner);

    private static TestEvent Page(int hour, int minute, string who) =>
        new(EventName.PageViewed, At(hour, minute)) { AnonymousId = who, Path = "/" };

    private static TestEvent Order(int hour, int minute, string who, string id, decimal revenue) =>
        new(EventName.OrderCompleted, At(hour, minute)) { AnonymousId = who, OrderId = id, Revenue = revenue, Currency = "EUR" };

    private static TestEvent Refund(int hour, int minute, decimal amount) =>
        new(EventName.OrderRefunded, At(hour, minute))
        {
            AnonymousId = null,
            UserId = "till",
            OrderId = "o-1",
            Revenue = amount,
            Currency = "EUR"
        };

    // Berlin is an hour ahead of UTC in early March.
    private static DateTime At(int hour, int minute) => Tuesday.ToDateTime(new(hour, minute), DateTimeKind.Utc).AddHours(-1);
}
