using Bunit;
using Portal.Domain.Tenancy;
using Portal.Features.Home;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Tests.Analytics;
using Xunit;

namespace Portal.Tests.Home;

/// <summary>What Home says of the month's quota: the free plan takes 100,000 events.</summary>
public sealed class HomePageTests(PortalApp app) : ExplorerPageTest(app), IClassFixture<PortalApp>
{
    [Theory]
    [InlineData(80_000, "80% of this month's events are used")]
    [InlineData(90_000, "90% of this month's events are used")]
    [InlineData(100_000, "New ones are kept but held")]
    [InlineData(120_000, "new events are refused until")]
    public async Task Notice_QuotaIsNearOrPassed_SaysSoAndLeadsToTheUsage(long used, string notice)
    {
        var (store, page) = await OpenAsync(used);

        page.WaitForElement(".notice");
        Assert.Contains(notice, page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal(PortalUrls.Usage(store.Slug), page.Find(".notice a").GetAttribute("href"));
    }

    [Fact]
    public async Task Notice_BelowFourFifths_IsNotThere()
    {
        var (_, page) = await OpenAsync(79_999);

        page.WaitForElement(".kpi .value");
        Assert.Empty(page.FindAll(".notice"));
    }

    [Fact]
    public async Task Notice_OtherTenantIsNearItsQuota_IsNotThere()
    {
        await EnterAsync(99_000);

        var (_, page) = await OpenAsync(1);

        page.WaitForElement(".kpi .value");
        Assert.Empty(page.FindAll(".notice"));
    }

    private async Task<(CurrentStore Store, IRenderedComponent<HomePage> Page)> OpenAsync(long used)
    {
        var store = await EnterAsync(used);
        return (store, Open<HomePage>(store, PortalUrls.Store(store.Slug), parameters => parameters.Add(p => p.Store, store.Slug)));
    }

    private async Task<CurrentStore> EnterAsync(long used)
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer);
        await App.Database.ExecuteAsync("update tenants set plan = 'free' where id = $1", store.TenantId);
        await App.Database.ExecuteAsync(
            "insert into event_usage (tenant_id, day, slot, events) values ($1, (now() at time zone 'UTC')::date, 99, $2)", store.TenantId,
            used);
        return store;
    }
}
