using Portal.Infrastructure.Orders.Writing;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Tenancy;
using Portal.Tests.Inventory;
using Xunit;

namespace Portal.Tests.Marketing;

/// <summary>The pages of marketing cost and seasons over the analytics' small story, as the browser first gets them.</summary>
public sealed class MarketingPagesTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Week = "from=2026-03-02&to=2026-03-08";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spend_OfTheStory_IsBesideWhatItBrought()
    {
        using var browser = await OpenAsync("spend", $"spend?{Week}");

        // The ledger has orders of 30 and 12; 12 were spent on e-mail and 8 on paid search.
        Assert.Equal(["Cost", "Revenue", "MER", "New customers", "Blended CAC"],
            browser.Page.QuerySelectorAll(".kpi .label").Select(label => label.TextContent));
        Assert.Equal("20", Figures(browser)[0]);
        var rows = GoodsStory.Rows(browser).ToList();
        Assert.StartsWith("Email | 12 |", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("Paid search | 8 |", rows[1], StringComparison.Ordinal);
        Assert.Contains("| 30 | 2.50 ROAS |", rows[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spend_UnderTheFirstVisit_CreditsWhatBeganIt()
    {
        using var browser = await OpenAsync("first", $"spend?{Week}&model=first");

        var email = GoodsStory.Rows(browser).Single(row => row.StartsWith("Email", StringComparison.Ordinal));
        Assert.Contains("| 0.0 orders | 0 | 0.00 ROAS |", email, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Campaigns_WithCost_ShowWhatOfTheirBudgetIsUsed()
    {
        using var browser = await OpenAsync("campaigns", "campaigns");

        Assert.Contains("Spring letter | spring | Email | Active | 2 Mar 2026 | — | 48 | 12 | 25.0% | 4", GoodsStory.Rows(browser));
    }

    [Fact]
    public async Task Seasons_OfTheStore_HaveItsOwnDays()
    {
        using var browser = await OpenAsync("seasons", "seasons?q=opening");

        // Trade is known from the first order on, which was placed on the Tuesday.
        Assert.StartsWith("Opening week | 2 Mar 2026 | 8 Mar 2026 | 6 | 2 | 42 |", GoodsStory.Rows(browser).Last(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spend.csv", "Channel,")]
    [InlineData("campaigns.csv", "Campaign,In links,")]
    [InlineData("seasons.csv", "Season,From,To,")]
    public async Task Export_OfEachList_BeginsWithItsColumns(string file, string head)
    {
        using var browser = await OpenAsync($"file-{Guid.NewGuid():N}", "campaigns");
        var slug = browser.Path.Split('/')[2];

        var text = await browser.Client.GetStringAsync(new Uri($"/s/{slug}/marketing/{file}", UriKind.Relative), Cancel);

        Assert.StartsWith(head, text.TrimStart('\ufeff'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Campaigns_OtherTenant_AreNotShown()
    {
        using var browser = await OpenAsync("one", "campaigns");
        var store = await app.StoreAsync("bare", "owner@bare.example");
        using var other = await app.SignedInAsync("owner@bare.example");

        await other.OpenAsync($"/s/{store.Slug}/marketing/campaigns");

        Assert.DoesNotContain("Spring letter", other.Text, StringComparison.Ordinal);
    }

    private static string[] Figures(PortalBrowser browser) =>
        [.. browser.Page.QuerySelectorAll(".kpi .value")
            .Select(value => value.TextContent.Replace("Rp", "", StringComparison.Ordinal).Trim())];

    private async Task<PortalBrowser> OpenAsync(string name, string page)
    {
        var store = await app.StoreAsync(name, $"owner@{name}.example");
        await new TestStore(store.TenantId, store.SiteId, store.WriteKey, store.Slug)
            .ProjectAsync(app.Database, [.. AnalyticsStory.Events.Select(happened => happened with { Currency = null })]);
        await new EventOrderIntake(app.Database, TimeProvider.System).AdvanceAsync(store.TenantId, Cancel);
        await app.Database.ExecuteAsync(
            """
            insert into ad_spend (tenant_id, day, channel, source, campaign, cost, currency, clicks, updated_at)
            values ($1, '2026-03-03', 'email', 'letter', 'spring', 12, 'IDR', 4, now()), ($1, '2026-03-04', 'paid_search', 'google', '', 8, 'IDR', 2, now())
            """, store.TenantId);
        await app.Database.ExecuteAsync(
            """
            insert into campaigns (tenant_id, code, name, channel, source, starts_on, budget, created_at, updated_at)
              values ($1, 'spring', 'Spring letter', 'email', 'letter', '2026-03-02', 48, now(), now())
            """, store.TenantId);
        await app.Database.ExecuteAsync(
            "insert into seasons (tenant_id, code, name, starts_on, ends_on, created_at, updated_at) values ($1, 'opening', 'Opening "
                + "week', '2026-03-02', '2026-03-08', now(), now())", store.TenantId);
        var browser = await app.SignedInAsync($"owner@{name}.example");
        await browser.OpenAsync($"/s/{store.Slug}/marketing/{page}");
        return browser;
    }
}
