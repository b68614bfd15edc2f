using System.Net;
using System.Text.Json;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Analytics.Funnels;

/// <summary>Funnels for programs, over a story that can be counted by hand: Anna, Bert and Carl, and a robot.</summary>
public sealed class FunnelApiTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Theory]
    [InlineData("step=page_viewed&step=product_viewed&step=order_completed", "3 2 2")]
    [InlineData("step=page_viewed&step=product_viewed&step=order_completed&bots=1", "4 2 2")]
    [InlineData("step=page_viewed;path=/tea&step=order_completed", "2 1")]
    [InlineData("step=product_added&step=order_completed&window=2d", "1 0")]
    [InlineData("step=product_added&step=order_completed&window=3d", "1 1")]
    [InlineData("step=products_searched;prop.results=0&step=products_searched;prop.results>0", "1 1")]
    public async Task Funnel_OfTheStory_CountsThePeopleOfEachStep(string query, string people)
    {
        using var api = await StoryApi.OpenAsync(app);

        var funnel = await api.AskAsync("funnel?" + query);

        Assert.Equal("people", funnel.GetProperty("unit").GetString());
        Assert.Equal(people, Counts(funnel));
    }

    [Fact]
    public async Task Funnel_OneStep_TellsSharesLossAndTime()
    {
        using var api = await StoryApi.OpenAsync(app);

        var steps = (await api.AskAsync("funnel?step=page_viewed&step=product_added&step=order_completed&window=7d")).GetProperty("steps");

        // Anna alone put something into the cart, at 9:02 on Monday; she ordered at 17:05 on Wednesday.
        Assert.Equal(
            [("page_viewed", 2L), ("product_added", 0), ("order_completed", 0)],
            steps.EnumerateArray().Select(step => (step.GetProperty("step").GetString()!, step.GetProperty("dropOff").GetInt64())));
        Assert.Equal((1m / 3, 1m / 3), (Share(steps[1], "fromPrevious"), Share(steps[1], "fromFirst")), Near);
        Assert.Equal((1m, 1m / 3), (Share(steps[2], "fromPrevious"), Share(steps[2], "fromFirst")), Near);
        Assert.Equal(new TimeSpan(2, 8, 3, 0).TotalSeconds, steps[2].GetProperty("medianSeconds").GetDouble());
    }

    [Fact]
    public async Task Funnel_ByChannel_CountsTheSessionOfTheFirstStep()
    {
        using var api = await StoryApi.OpenAsync(app);

        var funnel = await api.AskAsync("funnel?step=page_viewed&step=order_completed&by=channel");

        // Anna's way to the order is the one that began last: with her second visit, by e-mail.
        Assert.Equal(
            [("direct", "1 0"), ("email", "1 1"), ("organic_search", "1 1")],
            funnel.GetProperty("groups").EnumerateArray().Select(group => (group.GetProperty("value").GetString()!, Counts(group)))
                .Order());
    }

    [Theory]
    [InlineData("funnel", "4 2 1 0 2")]
    [InlineData("funnel?bots=true", "5 2 1 0 2")]
    public async Task Funnel_WithoutSteps_IsTheShopsOwnBySessions(string question, string sessions)
    {
        using var api = await StoryApi.OpenAsync(app);

        var funnel = await api.AskAsync(question);

        Assert.Equal(("sessions", JsonValueKind.Null), (funnel.GetProperty("unit").GetString(), funnel.GetProperty("window").ValueKind));
        Assert.Equal(sessions, Counts(funnel));
    }

    [Theory]
    [InlineData("step=page_viewed", "step")]
    [InlineData("step=page_viewed&step=page_viewed;colour=red", "step[1]")]
    [InlineData("step=page_viewed;prop.email^=a&step=order_completed", "step[0]")] // its counts would find people
    [InlineData("step=&step=page_viewed", "step[0]")]
    [InlineData("step=page_viewed;prop.price>dear&step=order_completed", "step[0]")]
    [InlineData("step=a&step=b&step=c&step=d&step=e&step=f&step=g&step=h&step=i&step=j&step=k", "step")]
    [InlineData("step=page_viewed&step=order_completed&window=soon", "window")]
    [InlineData("step=page_viewed&step=order_completed&window=91d", "window")]
    [InlineData("step=page_viewed&step=order_completed&window=999999999999999999d", "window")]
    [InlineData("step=page_viewed&step=order_completed&window=9999999d", "window")]
    [InlineData("by=weather", "by")]
    [InlineData("by=visitor", "by")]
    [InlineData("from=2026-03-08&to=2026-03-02", "from")]
    public async Task Funnel_WrongParameter_IsNamed(string query, string field)
    {
        using var api = await StoryApi.OpenStrangerAsync(app);

        Assert.Equal([field], await api.WrongAsync("funnel?" + query));
    }

    [Fact]
    public async Task Funnel_TokenWithoutTheScope_IsForbidden()
    {
        using var api = await StoryApi.OpenStrangerAsync(app);

        Assert.Equal(HttpStatusCode.Forbidden, await api.WithoutTheScopeAsync(app, "funnel"));
    }

    [Fact]
    public async Task Funnel_OtherTenant_SeesNobody()
    {
        using var api = await StoryApi.OpenAsync(app);
        using var stranger = await StoryApi.OpenStrangerAsync(app);

        Assert.Equal("0 0", Counts(await stranger.AskAsync("funnel?step=page_viewed&step=order_completed")));
        Assert.Equal("0 0 0 0 0", Counts(await stranger.AskAsync("funnel")));
    }

    private static string Counts(JsonElement funnel) =>
        string.Join(' ', funnel.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("count").GetInt64()));

    private static bool Near((decimal A, decimal B) left, (decimal A, decimal B) right) =>
        Math.Abs(left.A - right.A) < 0.001m && Math.Abs(left.B - right.B) < 0.001m;

    private static decimal Share(JsonElement step, string share) => step.GetProperty(share).GetDecimal();
}
