using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Retention;
using Portal.Domain.Events;
using Portal.Infrastructure.Analytics;
using Portal.Testing;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

public sealed class RetentionQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly RetentionQuestion Days = new(RetentionBasis.Visit, RetentionKind.Exact, RetentionPeriod.Day);

    private static readonly MovableClock Clock = new(new DateTimeOffset(2026, 3, 20, 12, 0, 0, TimeSpan.Zero));

    private readonly RetentionQueries _retention = new(
        postgres.Database, new(new ReadModelQueries(postgres.Database)), new(postgres.Database, Clock), Clock);

    [Fact]
    public async Task Find_Days_FollowsPeopleFromTheirFirstDay()
    {
        var store = await ProjectedStore.WithAsync(
            postgres.Database, Visit(0, "anna"), Visit(0, "bert"), Visit(1, "anna"), Visit(1, "carl"), Visit(4, "anna"), Visit(4, "carl"));

        var grid = await _retention.FindAsync(store.TenantId, Range(0, 6), Days, Cancel);

        Assert.Equal([(Monday, 2L), (Monday.AddDays(1), 1L)], grid.Cohorts.Select(cohort => (cohort.Start, cohort.People)));
        Assert.Equal([2L, 1, 0, 0, 1, 0], grid.Cohorts[0].Cells.Take(6).Select(cell => cell.Back));
        Assert.Equal([1L, 0, 0, 1], grid.Cohorts[1].Cells.Take(4).Select(cell => cell.Back));
    }

    [Fact]
    public async Task Find_FirstSeenBeforeTheRange_IsNoCohortOfIt()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, Visit(0, "anna"), Visit(7, "anna"), Visit(8, "bert"));

        var grid = await _retention.FindAsync(store.TenantId, Range(7, 13), Days, Cancel);

        Assert.Equal([(Monday.AddDays(8), 1L)], grid.Cohorts.Select(cohort => (cohort.Start, cohort.People)));
    }

    [Fact]
    public async Task Find_TwoBrowsersOfOnePerson_AreOneWhoComesBack()
    {
        var store = await ProjectedStore.WithAsync(
            postgres.Database, Visit(0, "phone") with { UserId = "anna" }, Visit(2, "laptop") with { UserId = "anna" });

        var grid = await _retention.FindAsync(store.TenantId, Range(0, 6), Days, Cancel);

        Assert.Equal([1L, 0, 1], Assert.Single(grid.Cohorts).Cells.Take(3).Select(cell => cell.Back));
    }

    [Fact]
    public async Task Find_UnboundedWeeks_CountsWhoComesThenOrLater()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, Visit(0, "anna"), Visit(5, "bert"), Visit(15, "anna"));

        var weeks = Days with { Kind = RetentionKind.Unbounded, Period = RetentionPeriod.Week };
        var grid = await _retention.FindAsync(store.TenantId, Range(2, 6), weeks, Cancel);

        Assert.Equal([2L, 1, 1], Assert.Single(grid.Cohorts).Cells.Select(cell => cell.Back));
    }

    [Fact]
    public async Task Find_Orders_FollowsBuyersFromTheirFirstOrder()
    {
        var store = await ProjectedStore.WithAsync(
            postgres.Database, Visit(0, "anna"), Order(1, "anna", "o-1"), Order(3, "anna", "o-2"), Order(3, "bert", "o-3"),
            Visit(4, "bert"));

        var grid = await _retention.FindAsync(store.TenantId, Range(0, 6), Days with { Basis = RetentionBasis.Order }, Cancel);

        Assert.Equal([(Monday.AddDays(1), 1L), (Monday.AddDays(3), 1L)], grid.Cohorts.Select(cohort => (cohort.Start, cohort.People)));
        Assert.Equal([1L, 0, 1], grid.Cohorts[0].Cells.Take(3).Select(cell => cell.Back));
        Assert.Equal([1L, 0], grid.Cohorts[1].Cells.Take(2).Select(cell => cell.Back));
    }

    [Theory]
    [InlineData(RetentionKind.Exact, RetentionPeriod.Week, "2 1 1")]
    [InlineData(RetentionKind.Unbounded, RetentionPeriod.Week, "2 2 1")]
    [InlineData(RetentionKind.Unbounded, RetentionPeriod.Day, "1 1 1 1 1 1 1 1 1 0")]
    public async Task Find_OrdersInEachWay_CountsWhoOrdersAgain(RetentionKind kind, RetentionPeriod period, string back)
    {
        var store = await ProjectedStore.WithAsync(
            postgres.Database, Order(0, "anna", "o-1"), Order(8, "anna", "o-2"), Order(3, "bert", "o-3"), Order(16, "bert", "o-4"),
            Order(20, "carl", "o-5"));

        var grid = await _retention.FindAsync(store.TenantId, Range(0, 6), new(RetentionBasis.Order, kind, period), Cancel);

        Assert.Equal(back, string.Join(' ', grid.Cohorts[0].Cells.Take(back.Split(' ').Length).Select(cell => cell.Back)));
    }

    // What is kept of the days before has to follow.
    [Fact]
    public async Task Find_OrdersAskedBefore_FollowsWhoIsKnownLaterAndWhatComesLate()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, Order(1, "phone", "o-1"), Order(3, "laptop", "o-2"),
            Order(3, "bert", "o-3"));
        var question = Days with { Basis = RetentionBasis.Order };
        Assert.Equal([1L, 2], (await _retention.FindAsync(store.TenantId, Range(0, 6), question,
            Cancel)).Cohorts.Select(cohort => cohort.People));

        await store.ProjectAsync(postgres.Database, Visit(4, "phone") with { UserId = "anna" },
            Visit(4, "laptop") with { UserId = "anna" });
        var known = await _retention.FindAsync(store.TenantId, Range(0, 6), question, Cancel);
        Assert.Equal([(1L, 1L), (1L, 0L)], known.Cohorts.Select(cohort => (cohort.People, cohort.Cells[2].Back)));

        await store.ProjectAsync(postgres.Database, Order(0, "bert", "o-0"));
        var late = await _retention.FindAsync(store.TenantId, Range(0, 6), question, Cancel);
        Assert.Equal([(Monday, 1L, 1L), (Monday.AddDays(1), 1L, 0L)],
            late.Cohorts.Select(cohort => (cohort.Start, cohort.People, cohort.Cells[3].Back)));
    }

    [Fact]
    public async Task Find_OtherTenant_SeesNothing()
    {
        await ProjectedStore.WithAsync(postgres.Database, Visit(0, "anna"));
        await ProjectedStore.WithAsync(postgres.Database, Order(0, "anna", "o-1"));
        var stranger = await TestStore.CreateAsync(postgres.Database);

        Assert.Empty((await _retention.FindAsync(stranger.TenantId, Range(0, 6), Days, Cancel)).Cohorts);
        Assert.Empty((await _retention.FindAsync(stranger.TenantId, Range(0, 6), Days with { Basis = RetentionBasis.Order },
            Cancel)).Cohorts);
    }

    private static AnalyticsRange Range(int from, int to) => new(new(Monday.AddDays(from), Monday.AddDays(to)), "Europe/Berlin");

    private static TestEvent Visit(int day, string who) => new(EventName.PageViewed, At(day)) { AnonymousId = who, Path = "/" };

    private static TestEvent Order(int day, string who, string id) =>
        new(EventName.OrderCompleted, At(day)) { AnonymousId = who, OrderId = id, Revenue = 10, Currency = "EUR" };

    private static DateTime At(int day) => Monday.AddDays(day).ToDateTime(new(9, 0), DateTimeKind.Utc);
}
