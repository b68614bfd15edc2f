using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Analytics.Goals;
using Portal.Domain.Analytics.Matching;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics.Goals;
using Portal.Infrastructure.Analytics.Goals;
using Portal.Testing.Analytics;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Analytics.Goals;

/// <summary>The page over the story: the tea was seen by Anna twice and by Bert once; three people came.</summary>
public sealed class GoalsPageTests(PortalApp app) : ExplorerPageTest(app), IClassFixture<PortalApp>
{
    private static readonly EventMatch Tea = new("page_viewed", new EventFilter(FilterField.Path, null, FilterOperator.Is, "/tea"));

    [Fact]
    public async Task Page_Goal_ShowsHowOftenAndByHowManyItWasReached()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);
        await MakeAsync(store, "Saw the tea", Tea);

        var page = OpenGoals(store);

        page.WaitForElement("tbody tr");
        Assert.Equal(["Saw the tea", "3", "2", "66.67%", NumberFormat.Dash], Row(page));
        Assert.Contains("Page viewed, path is /tea", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button[aria-label^=Change], button[aria-label^=Delete]"));
    }

    [Fact]
    public async Task Make_NothingWritten_SaysWhatIsMissingBesideEachField()
    {
        var (store, _) = await EnterAsync(StoreRole.Analyst, AnalyticsStory.Events);
        var page = OpenGoals(store);
        await page.PressAsync("button", "Make the first goal");

        await page.Find("dialog form").SubmitAsync();

        Assert.Equal("Enter a name for the goal.", page.Find("#name-note").TextContent);
        Assert.Equal("Choose an event.", page.Find(".match .error span:last-child").TextContent);
        Assert.Empty(await GoalsAsync(store));
    }

    [Theory]
    [InlineData("", "Enter a value to compare with.")]
    [InlineData("cheap", "cheap is not a number.")]
    public async Task Make_FilterThatCannotBe_SaysSoBesideTheEvent(string value, string message)
    {
        var (store, _) = await EnterAsync(StoreRole.Analyst, AnalyticsStory.Events);
        var page = OpenGoals(store);
        await page.PressAsync("button", "Make the first goal");
        await page.Find("#name").ChangeAsync("Spent much");
        await page.Find("dialog .match > .input input").ChangeAsync("order_completed");

        await page.PressAsync("dialog .match-foot .link-btn");
        await page.Find("dialog select[aria-label=Field]").ChangeAsync("Property");
        await page.Find("dialog input[aria-label=Property]").ChangeAsync("price");
        await page.Find("dialog select[aria-label=Comparison]").ChangeAsync("MoreThan");
        await page.Find("dialog input[aria-label=Value]").ChangeAsync(value);
        await page.Find("dialog form").SubmitAsync();

        Assert.Equal(message, page.Find(".match .error span:last-child").TextContent);
    }

    [Fact]
    public async Task Make_Written_IsCountedAtOnce()
    {
        var (store, _) = await EnterAsync(StoreRole.Analyst, AnalyticsStory.Events);
        var page = OpenGoals(store);
        await page.PressAsync("button", "Make the first goal");

        await page.Find("#name").ChangeAsync("Searched");
        await page.Find("dialog .match > .input input").ChangeAsync("Products Searched");
        await page.Find("#valueProperty").ChangeAsync("results");
        await page.Find("dialog form").SubmitAsync();

        page.WaitForElement("tbody tr");
        Assert.Empty(page.FindAll("dialog"));
        Assert.Equal(["Searched", "2", "1", "33.33%", "3.00"], Row(page));
        Assert.Equal("products_searched", Assert.Single(await GoalsAsync(store)).Match.Name);
        Assert.Contains("Searched is a goal now", Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_ToANameThatIsTaken_SaysSoAndThenKeepsTheRest()
    {
        var (store, _) = await EnterAsync(StoreRole.Analyst, AnalyticsStory.Events);
        await MakeAsync(store, "Bought", new("order_completed"));
        await MakeAsync(store, "Saw the tea", Tea);
        var page = OpenGoals(store);
        await page.PressAsync("button[aria-label='Change Saw the tea']");

        await page.Find("#name").ChangeAsync("bought");
        await page.Find("dialog form").SubmitAsync();
        Assert.Equal("Another goal has this name.", page.Find("#name-note").TextContent);
        await page.Find("#name").ChangeAsync("Looked at tea");
        await page.Find("dialog form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(["Bought", "Looked at tea"],
            page.FindAll("td.card-title a").Select(link => link.TextContent)));
        Assert.Equal(Tea.Filters, (await GoalsAsync(store)).Single(goal => goal.Name == "Looked at tea").Match.Filters);
    }

    [Fact]
    public async Task Delete_Confirmed_IsGone()
    {
        var (store, _) = await EnterAsync(StoreRole.Analyst, AnalyticsStory.Events);
        await MakeAsync(store, "Saw the tea", Tea);
        var page = OpenGoals(store);

        await ConfirmAsync(() => page.PressAsync("button[aria-label='Delete Saw the tea']"));

        Assert.Empty(await GoalsAsync(store));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("button"), button => button.TextContent.Trim() == "Make the first goal"));
    }

    [Fact]
    public async Task Page_OtherTenant_SeesNoGoal()
    {
        var (theirs, _) = await EnterAsync(StoreRole.Owner, AnalyticsStory.Events);
        await MakeAsync(theirs, "Saw the tea", Tea);
        var (store, _) = await EnterAsync(StoreRole.Owner);

        var page = OpenGoals(store);

        page.WaitForAssertion(() => Assert.Contains(page.FindAll("button"), button => button.TextContent.Trim() == "Make the first goal"));
        Assert.DoesNotContain("Saw the tea", page.Markup, StringComparison.Ordinal);
    }

    // Without the line, the filters below the name, and the change against the days before.
    private static IEnumerable<string> Row(IRenderedComponent<GoalsPage> page) =>
        page.FindAll("tbody tr:first-child td:not(.spark-cell):not(.card-state-end)")
            .Select(cell => cell.ChildNodes.First(node => node.TextContent.Trim().Length > 0).TextContent.Trim());

    private Task<IReadOnlyList<Goal>> GoalsAsync(CurrentStore store) =>
        App.Services.GetRequiredService<GoalQueries>().ListAsync(store.TenantId, Cancel);

    private async Task MakeAsync(CurrentStore store, string name, EventMatch match) =>
        Assert.IsType<SaveGoalResult.Saved>(await App.Services.GetRequiredService<SaveGoal>()
            .RunAsync(store.TenantId, Me, null, new GoalDetails(name, match, null), Cancel));

    private IRenderedComponent<GoalsPage> OpenGoals(CurrentStore store)
    {
        var page = Open<GoalsPage>(
            store, PortalUrls.AnalyticsPage(store.Slug, "goals") + "?from=2026-03-02&to=2026-03-08", parameters =>
                parameters.Add(p => p.Store, store.Slug));
        page.WaitForElement(".goals, .empty");
        return page;
    }
}
