using Bunit;
using Portal.Domain.Tenancy;
using Portal.Features.Tracking;
using Portal.Infrastructure.Tracking;
using Portal.Testing.Hosting;
using Portal.Tests.Tenancy;
using Xunit;

namespace Portal.Tests.Tracking;

public sealed class SitePagesTests(PortalApp app) : SettingsTest(app), IClassFixture<PortalApp>
{
    [Theory]
    [InlineData(StoreRole.Analyst, false)]
    [InlineData(StoreRole.Manager, true)]
    public async Task List_OffersChangesToThoseWhoMay(StoreRole role, bool offered)
    {
        var page = List(await EnterAsync(role));

        Assert.Equal(offered, page.Markup.Contains("Add a site", StringComparison.Ordinal));
        Assert.Equal(offered, page.FindAll("a[aria-label^=Edit]").Count > 0);
        Assert.Contains("No events yet", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("a[href$='/install']"));
    }

    [Fact]
    public async Task Edit_SiteOfAnotherStore_IsNotFound()
    {
        var (_, theirs) = await NewStoreAsync();

        var page = Edit(await EnterAsync(StoreRole.Owner), theirs);

        page.WaitForAssertion(() => Assert.Contains("There is no such page", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Save_WrongOrigin_SaysWhichOne()
    {
        var store = await EnterAsync(StoreRole.Manager);
        var page = Edit(store, await FirstAsync(store));

        await page.WaitForElement("#allowedOrigins").ChangeAsync("https://shop.example\nshop.example/path");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("shop.example/path is not an origin", page.Find(".error").TextContent,
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task Save_PageSpeedSwitchedOn_IsKept()
    {
        var store = await EnterAsync(StoreRole.Manager);
        var site = await FirstAsync(store);
        var page = Edit(store, site);
        Assert.False(page.WaitForElement("#webVitals").HasAttribute("checked"));

        await page.Find("#domain").ChangeAsync("shop.example");
        await page.Find("#webVitals").ChangeAsync(true);
        await page.Find("form").SubmitAsync();

        Assert.True((await Get<SiteQueries>().FindAsync(store.TenantId, site, Cancel))!.Site.WebVitals);
        Assert.True(Edit(store, site).WaitForElement("#webVitals").HasAttribute("checked"));
    }

    [Fact]
    public async Task Rotate_Confirmed_ShowsBothKeysWithTheEarlierOnesEnd()
    {
        var store = await EnterAsync(StoreRole.Manager);
        var page = Edit(store, await FirstAsync(store));
        page.WaitForElement(".keys li");

        await AnswerAsync(() => page.PressAsync("button", "Rotate"), confirm: true);

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".keys li").Count));
        Assert.Contains("Current key", page.FindAll(".keys li")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("works until", page.FindAll(".keys li")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_TheLastKey_OffersToMakeOne()
    {
        var store = await EnterAsync(StoreRole.Manager);
        var page = Edit(store, await FirstAsync(store));

        await AnswerAsync(() => page.PressAsync(".keys button.danger"), confirm: true);

        page.WaitForAssertion(() => Assert.Contains("Make a key", page.Markup, StringComparison.Ordinal));
    }

    private async Task<Guid> FirstAsync(CurrentStore store) => (await Get<SiteQueries>().ListAsync(store.TenantId, Cancel))[0].Site.Id;

    private IRenderedComponent<SitePage> Edit(CurrentStore store, Guid site) =>
        Render<SitePage>(parameters => parameters.Add(page => page.Current, store).Add(page => page.Store, store.Slug)
            .Add(page => page.SiteId, site));

    private IRenderedComponent<SitesPage> List(CurrentStore store)
    {
        var page = Render<SitesPage>(parameters => parameters.Add(shown => shown.Current, store).Add(shown => shown.Store, store.Slug));
        page.WaitForElement(".sites li");
        return page;
    }
}
