using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Attribution;
using Portal.Domain.Orders;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Marketing;
using Portal.Infrastructure.Orders;
using Portal.Infrastructure.Orders.Writing;
using Portal.Infrastructure.Sales;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Marketing;

/// <summary>
/// Spend beside the ledger's orders, over the analytics' small story: o-1 of 12 by organic search, o-2 of 30 by paid search and then
/// e-mail.
/// </summary>
public sealed class SpendQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly OrderWriter _writer = new(postgres.Database, TimeProvider.System);
    private readonly SpendQueries _spend = Spend(postgres);

    [Fact]
    public async Task Find_OrdersOfTheTracker_AreCreditedToVisits()
    {
        var store = await StoreAsync();

        Assert.Equal(["email 1 30", "organic_search 1 12"],
            await RowsAsync(store, TrafficDimensions.Channel, AttributionModel.LastNonDirect));
        Assert.Equal(["organic_search 1 12", "paid_search 1 30"],
            await RowsAsync(store, TrafficDimensions.Channel, AttributionModel.First));
        Assert.Equal(["email 0.5 15", "organic_search 1 12", "paid_search 0.5 15"],
            await RowsAsync(store, TrafficDimensions.Channel, AttributionModel.Linear));
        Assert.Equal([" 1 12", "spring 1 30"], await RowsAsync(store, TrafficDimensions.Campaign, AttributionModel.LastNonDirect));
    }

    [Fact]
    public async Task Find_OrderThatOnlyAServerStated_CountsForTheChannelStated()
    {
        var store = await StoreAsync();
        await WriteAsync(store, Order("s-1", 3, 50) with { Channel = "affiliates", Discount = 5 });

        Assert.Equal(["affiliates 1 45", "email 1 30", "organic_search 1 12"],
            await RowsAsync(store, TrafficDimensions.Channel, AttributionModel.LastNonDirect));
    }

    [Fact]
    public async Task Find_LedgerChanges_IsNotAnsweredFromWhatWasKept()
    {
        var store = await StoreAsync();
        await RowsAsync(store, TrafficDimensions.Channel, AttributionModel.First);

        // The shop's own word: o-2 was of 40, and o-1 was called off.
        await WriteAsync(store, Order("o-2", 4, 40));
        await WriteAsync(store, Order("o-1", 3, 12) with { Status = OrderStatus.Cancelled });

        Assert.Equal(["paid_search 1 40"], await RowsAsync(store, TrafficDimensions.Channel, AttributionModel.First));
    }

    [Theory]
    [InlineData(AttributionModel.First)]
    [InlineData(AttributionModel.LastNonDirect)]
    [InlineData(AttributionModel.Linear)]
    [InlineData(AttributionModel.TimeDecay)]
    public async Task Find_AnyModel_AddsUpToTheSalesOverviewByOrderDate(AttributionModel model)
    {
        var store = await StoreAsync();
        await WriteAsync(store, Order("s-1", 3, 50) with { Discount = 5 });

        var report = await _spend.FindAsync(store.TenantId, AnalyticsStory.Week, TrafficDimensions.Source, model, Cancel);

        var sales = await new SalesQueries(postgres.Database)
            .TotalAsync(store.TenantId, AnalyticsStory.Week.Days, AccountingBasis.Order, Cancel);
        Assert.Equal((sales.Gross - sales.Discounts, (decimal)sales.Orders),
            (report.Rows.Sum(row => row.Revenue), report.Rows.Sum(row => row.Orders)));
        Assert.Equal(report.Revenue, report.Rows.Sum(row => row.Revenue));
    }

    [Fact]
    public async Task Find_NewCustomers_AreThoseWithoutAnEarlierOrder()
    {
        var store = await StoreAsync();
        await WriteAsync(store, Order("s-0", 1, 10) with { Customer = new("known") });
        await WriteAsync(store, Order("s-1", 3, 10) with { Customer = new("known"), Channel = "email" });
        await WriteAsync(store, Order("s-2", 3, 10) with { Customer = new("new"), Channel = "email" });
        await WriteAsync(store, Order("s-3", 4, 10) with { Customer = new("new"), Channel = "sms" });
        await postgres.Database.ExecuteAsync(
            "insert into ad_spend (tenant_id, day, channel, cost, currency, updated_at) values ($1, '2026-03-03', 'email', 20, "
                + "'EUR', now())", store.TenantId);

        var report = await _spend.FindAsync(store.TenantId, AnalyticsStory.Week, TrafficDimensions.Channel, AttributionModel.LastNonDirect,
            Cancel);

        Assert.Equal(1, report.NewCustomers);
        Assert.Equal((1m, 20m), (report.Rows.Single(row => row.Value == "email").NewCustomers, report.BlendedCac));
    }

    [Fact]
    public async Task Find_AnEarlierOrderComesLate_MovesTheNewCustomerToItsDay()
    {
        var store = await StoreAsync();
        await WriteAsync(store, Order("s-2", 4, 10) with { Customer = new("ada"), Channel = "email" });
        Assert.Equal(["email"], await NewByAsync(store));

        await WriteAsync(store, Order("s-1", 3, 10) with { Customer = new("ada"), Channel = "sms" });
        Assert.Equal(["sms"], await NewByAsync(store));

        await WriteAsync(store, Order("s-1", 3, 10) with
        {
            Customer = new("ada"),
            Channel = "sms",
            Status = OrderStatus.Cancelled,
            RevisedAt = new(2026, 3, 6, 9, 0, 0, TimeSpan.Zero)
        });
        Assert.Equal(["email"], await NewByAsync(store));
    }

    [Fact]
    public async Task Find_OtherTenant_SeesNothing()
    {
        await StoreAsync();
        var stranger = await TestStore.CreateAsync(postgres.Database);

        var report = await _spend.FindAsync(stranger.TenantId, AnalyticsStory.Week, TrafficDimensions.Channel, AttributionModel.First,
            Cancel);

        Assert.Empty(report.Rows);
        Assert.Equal((0m, 0m, 0L), (report.Cost, report.Revenue, report.NewCustomers));
    }

    private static SpendQueries Spend(PostgresFixture postgres)
    {
        var days = new DailyResultCache(postgres.Database, TimeProvider.System);
        return new(postgres.Database, new(postgres.Database, days), new(postgres.Database, days));
    }

    private async Task<IEnumerable<string>> NewByAsync(TestStore store) =>
        (await _spend.FindAsync(store.TenantId, AnalyticsStory.Week, TrafficDimensions.Channel, AttributionModel.First,
            Cancel)).Rows.Where(row => row.NewCustomers > 0).Select(row => row.Value);

    private static OrderInput Order(string id, int day, decimal price)
    {
        var at = new DateTimeOffset(2026, 3, day, 9, 0, 0, TimeSpan.Zero);
        return new(id, at, at, "EUR", [new(1, "TEA", "Tea", 1, price)]);
    }

    private async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await store.ProjectAsync(postgres.Database, AnalyticsStory.Events);
        await new EventOrderIntake(postgres.Database, TimeProvider.System).AdvanceAsync(store.TenantId, Cancel);
        return store;
    }

    private async Task WriteAsync(TestStore store, OrderInput order) =>
        await _writer.WriteAsync(store.TenantId, OrderSource.Api, new([order]), Cancel);

    private async Task<IEnumerable<string>> RowsAsync(TestStore store, string dimension, AttributionModel model) =>
        (await _spend.FindAsync(store.TenantId, AnalyticsStory.Week, dimension, model, Cancel)).Rows.Where(row => row.Orders > 0)
            .OrderBy(row => row.Value, StringComparer.Ordinal)
            .Select(row => string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{row.Value} {row.Orders:0.##} {row.Revenue:0.##}"));
}
