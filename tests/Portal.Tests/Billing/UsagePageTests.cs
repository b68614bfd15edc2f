using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Domain.Tenancy;
using Portal.Features.Billing;
using Portal.Infrastructure.Billing;
using Portal.Infrastructure.Data;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Tests.Tenancy;
using Xunit;

namespace Portal.Tests.Billing;

/// <summary>The free plan: 100,000 events a month, 120,000 with the grace.</summary>
public sealed class UsagePageTests(PortalApp app) : SettingsTest(app), IClassFixture<PortalApp>
{
    private readonly PortalApp _app = app;

    [Fact]
    public async Task Page_WithinTheQuota_ShowsUseRateAndWhatComes()
    {
        var page = await OpenAsync(used: 12_345);

        Assert.Contains("12,345 of 100,000", page.Find(".progress .amount").TextContent, StringComparison.Ordinal);
        Assert.Contains("12.3% used", page.Find(".progress").TextContent, StringComparison.Ordinal);
        Assert.Contains("50 events a second, 2,000 at once", page.Find(".facts").TextContent, StringComparison.Ordinal);
        Assert.Equal(4, page.FindAll("ol.rows li").Count);
        Assert.Empty(page.FindAll("ol.rows [aria-label=reached]"));
        Assert.Empty(page.FindAll(".notice"));
    }

    [Theory]
    [InlineData(79_999, null, 1)]
    [InlineData(80_000, "80% of this month's events are used", 1)]
    [InlineData(100_000, "kept but held", 2)]
    [InlineData(120_000, "new events are refused until", 3)]
    public async Task Page_QuotaIsNearOrPassed_SaysSo(long used, string? notice, int reached)
    {
        var page = await OpenAsync(used);

        Assert.Equal(reached, page.FindAll("ol.rows [aria-label=reached]").Count);
        if (notice is null)
            Assert.Empty(page.FindAll(".notice"));
        else
            Assert.Contains(notice, page.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_PlanWithoutQuota_HasNeitherShareNorSteps()
    {
        var page = await OpenAsync(used: 5, plan: "unmetered");

        Assert.Empty(page.FindAll(".progress"));
        Assert.Empty(page.FindAll("ol.rows"));
        Assert.Contains("no limit", page.Find(".facts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_NothingSentYet_LeadsToTheTracker()
    {
        var page = await OpenAsync(used: 0);

        Assert.Contains("/settings/sites", page.Find(".empty a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("0 of 100,000", page.Find(".progress .amount").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_DatabaseIsAway_OffersToTryAgain()
    {
        var store = await EnterAsync(StoreRole.Viewer);
        await using var away = new PortalDatabase(
            new NpgsqlConnectionStringBuilder(_app.Database.OwnerConnectionString) { Port = 1 }.ConnectionString);
        Services.AddSingleton(new UsageQueries(away, TimeProvider.System));

        var page = Render<UsagePage>(parameters => parameters.Add(p => p.Current, store).Add(p => p.Store, store.Slug));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".failure").Count));
    }

    private async Task<IRenderedComponent<UsagePage>> OpenAsync(long used, string plan = "free")
    {
        var store = await EnterAsync(StoreRole.Viewer);
        await _app.Database.ExecuteAsync("update tenants set plan = $2 where id = $1", store.TenantId, plan);
        await _app.Database.ExecuteAsync(
            "insert into event_usage (tenant_id, day, slot, events) values ($1, (now() at time zone 'UTC')::date, 99, $2)", store.TenantId,
            used);
        var page = Render<UsagePage>(parameters => parameters.Add(p => p.Current, store).Add(p => p.Store, store.Slug));
        page.WaitForElement(".facts");
        return page;
    }
}
