using Portal.Domain.Demo;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Demo;

/// <summary>The demo store's advertising costs what its visitors are worth.</summary>
public sealed class DemoMarketingTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Create_Spend_IsBookedWhereItsVisitorsAreCounted()
    {
        var (target, _, _) = await demo.CreateAsync(Now, 20, scale: 0.8);

        Assert.Equal(
            await demo.Database.ListAsync<string>(
                "select distinct concat_ws(' ', channel, source, campaign) from ad_spend where tenant_id = $1 order by 1", target.TenantId),
            await demo.Database.ListAsync<string>(
                "select distinct concat_ws(' ', channel, source, campaign) from events where tenant_id = $1 and not is_bot and campaign "
                    + "= any ($2) order by 1",
                target.TenantId, DemoAds.Campaigns.Select(campaign => campaign.Code).ToArray()));
    }

    [Fact]
    public async Task Create_Clicks_AreAboutTheVisitorsThatCame()
    {
        var (target, _, _) = await demo.CreateAsync(Now, 20, scale: 0.8);

        var clicks = await demo.Database.ScalarAsync<long>("select sum(clicks)::bigint from ad_spend where tenant_id = $1",
            target.TenantId);
        var visits = await demo.Database.ScalarAsync<long>(
            "select count(distinct session_id) from events where tenant_id = $1 and not is_bot and campaign = any ($2)", target.TenantId,
            DemoAds.Campaigns.Select(campaign => campaign.Code).ToArray());

        Assert.InRange(clicks / (double)visits, 0.85, 1.35);
    }

    [Fact]
    public async Task BeginDay_AWeekLater_BooksTheDaysBetweenOnce()
    {
        var (target, _, _) = await demo.CreateAsync(Now, 5, scale: 0.8);
        var sales = new Infrastructure.Demo.DemoSales(demo.Database.App);

        await sales.BeginDayAsync(target, DemoProfile.Seed, 0.2, Now.AddDays(7), TestContext.Current.CancellationToken);
        await sales.BeginDayAsync(target, DemoProfile.Seed, 0.2, Now.AddDays(7), TestContext.Current.CancellationToken);

        var yesterday = DemoProfile.DayOf(Now.AddDays(6));
        Assert.Equal(yesterday, await demo.Database.ScalarAsync<DateOnly>("select max(day) from ad_spend where tenant_id = $1",
            target.TenantId));
        Assert.Equal(5, await demo.Database.ScalarAsync<long>(
            "select count(*) from ad_spend where tenant_id = $1 and day = $2", target.TenantId, yesterday));
    }
}
