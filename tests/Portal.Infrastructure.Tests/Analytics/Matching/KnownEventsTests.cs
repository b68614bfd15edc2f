using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Matching;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Matching;

public sealed class KnownEventsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly KnownEvents _known = new(postgres.Database, new ResultCache(new ReadModelQueries(postgres.Database)));

    [Fact]
    public async Task Names_OfTheWeek_AreTheMostFrequentFirst()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, AnalyticsStory.Events);

        var names = await _known.NamesAsync(store.TenantId, AnalyticsStory.Week, TestContext.Current.CancellationToken);

        Assert.Equal(["page_viewed", "order_completed", "product_viewed", "products_searched", "product_added"], names);
    }

    [Fact]
    public async Task Paths_OfTheWeek_AreTheMostViewedFirst()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, AnalyticsStory.Events);

        Assert.Equal(["/tea", "/"], await _known.PathsAsync(store.TenantId, AnalyticsStory.Week, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Both_OtherTenant_KnowNothing()
    {
        await ProjectedStore.WithAsync(postgres.Database, AnalyticsStory.Events);
        var stranger = await TestStore.CreateAsync(postgres.Database);

        Assert.Empty(await _known.NamesAsync(stranger.TenantId, AnalyticsStory.Week, TestContext.Current.CancellationToken));
        Assert.Empty(await _known.PathsAsync(stranger.TenantId, AnalyticsStory.Week, TestContext.Current.CancellationToken));
    }
}
