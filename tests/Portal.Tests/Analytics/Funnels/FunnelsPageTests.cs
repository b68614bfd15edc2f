using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics;
using Portal.Features.Analytics.Funnels;
using Portal.Infrastructure.Analytics.Funnels;
using Portal.Testing.Analytics;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Analytics.Funnels;

/// <summary>The page over the story of Anna, Bert and Carl: 3 people viewed a page, 2 a product, 2 ordered.</summary>
public sealed class FunnelsPageTests(PortalApp app) : ExplorerPageTest(app), IClassFixture<PortalApp>
{
    private static readonly FunnelDefinition Buying = new([new("page_viewed"), new("product_viewed"), new("order_completed")],
        TimeSpan.FromDays(7));

    [Fact]
    public async Task Page_WithoutAFunnel_ShowsTheShopsOwnBySessions()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);

        var page = OpenFunnels(store);

        Assert.Equal(["4", "2", "1", "0", "2"], Counts(page));
        Assert.Contains("50.0%", page.Find(".hero").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_KeptFunnel_ShowsWhatItCountsUnderItsName()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);
        var kept = await KeepAsync(store, "Buying");

        var page = OpenFunnels(store, $"&funnel={kept}");

        Assert.Equal(["3", "2", "2"], Counts(page));
        Assert.Equal("Buying", page.Find(".tabs a[aria-current]").TextContent.Trim());
        Assert.Equal(["3. Order completed", "2", "100.0%", "66.7%"], Cells(page.FindAll(".funnel-figures tbody tr")[2]).Take(4));
    }

    [Fact]
    public async Task Page_PeopleOfAStep_AreWhoStoppedThere()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);

        var page = OpenFunnels(store, "&step=page_viewed&step=order_completed&stopped=1");

        var bert = Domain.Events.VisitorId.OfAnonymous("bert");
        Assert.Equal([PortalUrls.Visitor(store.Slug, bert)], page.FindAll("ul.rows a.title").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Page_StepInTheAddressThatCannotBeRead_IsSaidBesideItAndNotCounted()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);

        var page = Open<FunnelsPage>(store, PortalUrls.AnalyticsPage(store.Slug, "funnels")
            + "?step=page_viewed&step=order_completed;colour=red");

        page.WaitForAssertion(() => Assert.Equal("Correct the steps to count them.", page.Find(".empty p").TextContent));
        Assert.StartsWith("Write a step as", page.FindAll(".match-steps > li")[1].QuerySelector(".error span:last-child")!.TextContent,
            StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".funnel"));
    }

    [Fact]
    public async Task Count_StepWithoutEvent_SaysSoBesideTheStep()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);
        var page = OpenFunnels(store);
        var before = Address.Uri;

        await page.Find("input[aria-label='Event of step 2']").ChangeAsync(" ");
        await page.PressAsync("button", "Count people");

        var step = page.FindAll(".match-steps > li")[1];
        Assert.Equal("Choose an event.", step.QuerySelector(".error span:last-child")!.TextContent);
        Assert.Equal("true", step.QuerySelector("input")!.GetAttribute("aria-invalid"));
        Assert.Single(page.FindAll(".funnel-builder .error"));
        Assert.Equal(before, Address.Uri);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("91")]
    [InlineData("seven")]
    public async Task Count_WindowThatCannotBe_SaysSoBesideIt(string length)
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);
        var page = OpenFunnels(store);

        await page.Find("input[aria-label='Length of the window']").ChangeAsync(length);
        await page.PressAsync("button", "Count people");

        Assert.Equal("Choose a window from a minute to 90 days.", page.Find(".window-field .error span:last-child").TextContent);
    }

    [Fact]
    public async Task Count_FunnelPutTogether_IsInTheAddressAndCounted()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);
        var page = OpenFunnels(store);
        await page.PressAsync("button[aria-label='Remove step 3']");
        await page.PressAsync("button[aria-label='Remove step 1']");
        await page.Find("input[aria-label='Event of step 1']").ChangeAsync("Page Viewed");
        await page.Find("input[aria-label='Event of step 2']").ChangeAsync("order_completed");

        await page.PressAsync("button", "Count people");

        Assert.EndsWith("&window=7d&step=page_viewed&step=order_completed", Address.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(["3", "2"], Counts(page)));
    }

    [Fact]
    public async Task Builder_PageReadsAgain_KeepsWhatIsWritten()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);
        var page = OpenFunnels(store);
        await page.PressAsync("button[aria-label='Remove step 4']");
        await page.Find("input[aria-label='Event of step 1']").ChangeAsync("page_viewed");

        await page.InvokeAsync(() => page.FindComponent<CatchUpNotice>().Instance.OnMore.InvokeAsync());

        Assert.Equal(["page_viewed", "product_added", "checkout_started"],
            page.FindAll(".match-steps > li").Select(step => step.QuerySelector("input")!.GetAttribute("value")));
    }

    [Fact]
    public async Task Save_NameThatCannotBe_SaysSoBesideTheName()
    {
        var (store, _) = await EnterAsync(StoreRole.Analyst, AnalyticsStory.Events);
        await KeepAsync(store, "Buying");
        var page = OpenFunnels(store, "&step=page_viewed&step=order_completed");
        await page.PressAsync("button", "Save funnel");

        await page.Find("dialog form").SubmitAsync();
        Assert.Equal("Enter a name for the funnel.", page.Find("#name-note").TextContent);
        await page.Find("#name").ChangeAsync("buying");
        await page.Find("dialog form").SubmitAsync();

        Assert.Equal("Another funnel has this name.", page.Find("#name-note").TextContent);
        Assert.Single(await LibraryAsync(store));
    }

    [Fact]
    public async Task Save_Named_IsKeptForEverybodyInTheStore()
    {
        var (store, _) = await EnterAsync(StoreRole.Analyst, AnalyticsStory.Events);
        var page = OpenFunnels(store, "&step=page_viewed&step=order_completed");
        await page.PressAsync("button", "Save funnel");

        await page.Find("#name").ChangeAsync("Straight to the order");
        await page.Find("dialog form").SubmitAsync();

        var kept = Assert.Single(await LibraryAsync(store));
        Assert.Contains($"funnel={kept.Id}", Address.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal("Straight to the order", page.Find(".tabs a[aria-current]").TextContent.Trim()));
        Assert.Equal(["3", "2"], Counts(page));
    }

    [Fact]
    public async Task Delete_Confirmed_IsGoneAndTheShopsOwnIsShown()
    {
        var (store, _) = await EnterAsync(StoreRole.Analyst, AnalyticsStory.Events);
        var page = OpenFunnels(store, $"&funnel={await KeepAsync(store, "Buying")}");

        await ConfirmAsync(() => page.PressAsync("button[aria-label='Delete Buying']"));

        Assert.Empty(await LibraryAsync(store));
        page.WaitForAssertion(() => Assert.Equal(["4", "2", "1", "0", "2"], Counts(page)));
        Assert.Contains("Buying is deleted", Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Viewer_CountsButIsNotOfferedToKeep()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);

        var page = OpenFunnels(store, $"&funnel={await KeepAsync(store, "Buying")}");

        Assert.Equal(["Count people"], page.FindAll(".form-foot button").Select(button => button.TextContent.Trim()));
    }

    [Fact]
    public async Task Page_FunnelOfAnotherTenant_IsNotShown()
    {
        var (theirs, _) = await EnterAsync(StoreRole.Owner, AnalyticsStory.Events);
        var kept = await KeepAsync(theirs, "Secret");
        var (store, _) = await EnterAsync(StoreRole.Owner, AnalyticsStory.Events);

        var page = OpenFunnels(store, $"&funnel={kept}");

        Assert.DoesNotContain("Secret", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["4", "2", "1", "0", "2"], Counts(page));
    }

    private static IEnumerable<string> Counts(IRenderedComponent<FunnelsPage> page) =>
        page.FindAll(".funnel .amount").Select(amount => amount.TextContent);

    private static IEnumerable<string> Cells(IElement row) =>
        row.Children.Select(cell => cell.ChildNodes.First(node => node.TextContent.Trim().Length > 0).TextContent.Trim());

    private Task<IReadOnlyList<SavedFunnel>> LibraryAsync(CurrentStore store) =>
        App.Services.GetRequiredService<SavedFunnelQueries>().ListAsync(store.TenantId, Cancel);

    private async Task<Guid> KeepAsync(CurrentStore store, string name) =>
        Assert.IsType<SaveFunnelResult.Saved>(await App.Services.GetRequiredService<SaveFunnel>()
            .RunAsync(store.TenantId, Me, null, name, Buying, Cancel)).FunnelId;

    private IRenderedComponent<FunnelsPage> OpenFunnels(CurrentStore store, string query = "")
    {
        var page = Open<FunnelsPage>(
            store, PortalUrls.AnalyticsPage(store.Slug, "funnels") + "?from=2026-03-02&to=2026-03-08" + query, parameters =>
                parameters.Add(p => p.Store, store.Slug));
        page.WaitForElement(".funnel");
        return page;
    }
}
