using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Funnels;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Funnels;
using Portal.Infrastructure.Tests.Analytics.Projection;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Funnels;

public sealed class ShopFunnelQueriesTests(ProjectedShops shops) : IClassFixture<ProjectedShops>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly AnalyticsRange Range = new(new(new(2026, 3, 28), new(2026, 3, 30)), "Europe/Berlin");

    private readonly ShopFunnelQueries _funnels = new(shops.Database, new ResultCache(new ReadModelQueries(shops.Database)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Find_RandomEvents_CountsSessions(bool bots)
    {
        foreach (var store in shops.Stores)
        {
            var figures = await _funnels.FindAsync(store.TenantId, Range with { IncludeBots = bots }, FunnelBreakdown.None, Cancel);

            Assert.Equal(await shops.Database.ListAsync<long>(Sessions("true", bots), store.TenantId),
                figures.Steps.Select(step => step.People));
            Assert.Empty(figures.Groups);
        }
    }

    [Fact]
    public async Task Find_ByChannel_CountsTheSessionsOfEach()
    {
        var store = shops.Stores[0];

        var figures = await _funnels.FindAsync(store.TenantId, Range, FunnelBreakdown.Channel, Cancel);

        Assert.True(figures.Groups.Count > 2);
        foreach (var group in figures.Groups)
            Assert.Equal(await shops.Database.ListAsync<long>(Sessions($"channel = '{group.Value}'", false), store.TenantId),
                group.Steps.Select(step => step.People));
        Assert.Equal(figures.Steps[0].People, figures.Groups.Sum(group => group.Steps[0].People));
    }

    [Fact]
    public async Task Find_OtherTenant_SeesNothing()
    {
        var stranger = await TestStore.CreateAsync(shops.Database);

        var figures = await _funnels.FindAsync(stranger.TenantId, Range, FunnelBreakdown.Channel, Cancel);

        Assert.All(figures.Steps, step => Assert.Equal(0, step.People));
        Assert.Empty(figures.Groups);
    }

    private static string Sessions(string condition, bool bots) => $"""
        with chosen as (
          select * from sessions where tenant_id = $1 and day between '2026-03-28' and '2026-03-30'
            and {condition} {(bots ? "" : "and not is_bot")}
        )
        select count(*) from chosen
        union all select count(*) from chosen where product_views > 0
        union all select count(*) from chosen where cart_adds > 0
        union all select count(*) from chosen where checkouts > 0
        union all select count(*) from chosen where order_events > 0
        """;
}
