using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Analytics.Explorer;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Explorer;

public sealed class EventNameQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly AnalyticsRange ThreeDays = Berlin.Days(3, 28, 30); // clocks go forward on the 29th in Berlin
    private static readonly DateTimeOffset Start = new(2026, 3, 27, 23, 0, 0, TimeSpan.Zero);

    private EventNameQueries Queries => new(postgres.Database);

    [Fact]
    public async Task Page_Names_HaveCountsSharesAndALineByDay()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await AddAsync(store, "page_viewed", Start, 10, late: 2);
        await AddAsync(store, "page_viewed", Start.AddHours(24), 20);
        await AddAsync(store, "page_viewed", Start.AddHours(46), 3); // the last hour of the short day
        await AddAsync(store, "page_viewed", Start.AddHours(47), 5); // midnight after it
        await AddAsync(store, "cart_viewed", Start.AddHours(5), 2);
        await AddAsync(store, "page_viewed", Start.AddHours(-1), 100);
        await AddAsync(store, "page_viewed", Start.AddHours(71), 100);

        var page = await PageAsync(store, TableQuery.First with { Sort = "events", Descending = true });

        Assert.Equal(2, page.Total);
        Assert.Equal(("page_viewed", 38, 0.95m, 2, 0),
            (page.Rows[0].Name, page.Rows[0].Events, page.Rows[0].Share, page.Rows[0].Late, page.Rows[0].Bots));
        Assert.Equal([10, 23, 5], page.Rows[0].Line);
        Assert.Equal([2, 0, 0], page.Rows[1].Line);
    }

    [Fact]
    public async Task Page_Bots_CountOnlyWhenShown()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await AddAsync(store, "page_viewed", Start, 10);
        await AddAsync(store, "page_viewed", Start, 4, isBot: true);

        var without = await PageAsync(store, EventNameQueries.Default);
        var with = await PageAsync(store, EventNameQueries.Default, bots: true);

        Assert.Equal((10, 0), (without.Rows[0].Events, without.Rows[0].Bots));
        Assert.Equal((14, 4), (with.Rows[0].Events, with.Rows[0].Bots));
    }

    [Theory]
    [InlineData("Product Viewed", "product_viewed")]
    [InlineData("viewed", "product_viewed", "cart_viewed")]
    [InlineData("%")]
    public async Task Page_Search_ReadsNamesAsPeopleWriteThemAndKeepsShares(string search, params string[] expected)
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await AddAsync(store, "product_viewed", Start, 6);
        await AddAsync(store, "cart_viewed", Start, 3);
        await AddAsync(store, "productsviewings", Start, 1);

        var page = await PageAsync(store, EventNameQueries.Default with { Search = search });

        Assert.Equal(expected, page.Rows.Select(row => row.Name));
        Assert.All(page.Rows, row => Assert.Equal(row.Events / 10m, row.Share));
    }

    [Theory]
    [InlineData("name", false, "a", "b", "c")]
    [InlineData("late", true, "b", "c", "a")]
    [InlineData("drop table", true, "c", "b", "a")]
    public async Task Page_Sort_IsByTheColumn(string sort, bool descending, params string[] expected)
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await AddAsync(store, "a", Start, 5);
        await AddAsync(store, "b", Start, 6, late: 6);
        await AddAsync(store, "c", Start, 7, late: 1);

        Assert.Equal(expected, (await PageAsync(store, TableQuery.First with
        {
            Sort = sort,
            Descending = descending
        })).Rows.Select(row => row.Name));
    }

    [Fact]
    public async Task History_OneDay_IsByHourOfTheShortDay()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await AddAsync(store, "page_viewed", Start.AddHours(24), 1);
        await AddAsync(store, "page_viewed", Start.AddHours(46), 3, late: 1);

        var history = await Queries.HistoryAsync(store.TenantId, Berlin.Days(3, 29, 29), "page_viewed", Cancel);

        Assert.True(history.ByHour);
        Assert.Equal(23, history.Buckets.Count);
        Assert.Equal((1, 3, 1), (history.Buckets[0].Events, history.Buckets[22].Events, history.Buckets[22].Late));
        Assert.Equal((4, 1), (history.Events, history.Late));
    }

    [Fact]
    public async Task Names_OtherTenant_AreNotThere()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var stranger = await TestStore.CreateAsync(postgres.Database);
        await AddAsync(store, "page_viewed", Start, 10);

        Assert.Empty((await PageAsync(stranger, EventNameQueries.Default)).Rows);
        Assert.Equal(0, (await Queries.HistoryAsync(stranger.TenantId, ThreeDays, "page_viewed", Cancel)).Events);
    }

    private Task<TablePage<EventNameRow>> PageAsync(TestStore store, TableQuery query, bool bots = false) =>
        Queries.PageAsync(store.TenantId, ThreeDays with { IncludeBots = bots }, query, Cancel);

    private Task<int> AddAsync(TestStore store, string name, DateTimeOffset hour, long events, long late = 0, bool isBot = false) =>
        postgres.Database.ExecuteAsync(
        "insert into event_rollups (tenant_id, name, is_bot, hour, events, late) values ($1, $2, $3, $4, $5, $6)", store.TenantId, name,
        isBot, hour, events, late);
}
