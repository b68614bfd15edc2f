using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Analytics.Goals;
using Portal.Domain.Analytics.Matching;
using Portal.Infrastructure.Analytics.Goals;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Analytics.Goals;

/// <summary>Goals for programs, over a story that can be counted by hand.</summary>
public sealed class GoalApiTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Goals_OfTheStory_TellCompletionsPeopleRateAndValue()
    {
        using var api = await StoryApi.OpenAsync(app);
        await KeepAsync(api, "Saw the tea", "page_viewed;path=/tea");
        await KeepAsync(api, "Searched", "products_searched", "results");

        var goals = (await api.AskAsync("goals")).EnumerateArray().ToList();

        // The tea was seen by Anna twice and by Bert once; Carl searched twice and found nothing, then three.
        Assert.Equal(["Saw the tea: 3 by 2 of 3", "Searched: 2 by 1 of 3, 3"],
            goals.Select(goal => $"{goal.GetProperty("name").GetString()}: {Count(goal.GetProperty("total"))}"));
        Assert.Equal(("page_viewed;path=/tea", "results"),
            (goals[0].GetProperty("match").GetString(), goals[1].GetProperty("valueProperty").GetString()));
        Assert.Equal(2m / 3, goals[0].GetProperty("total").GetProperty("rate").GetDecimal(), 4);
    }

    [Fact]
    public async Task Goals_ByDay_HaveEveryDayOfTheRange()
    {
        using var api = await StoryApi.OpenAsync(app);
        await KeepAsync(api, "Saw the tea", "page_viewed;path=/tea");

        var days = (await api.AskAsync("goals"))[0].GetProperty("days").EnumerateArray().ToList();

        Assert.Equal(
            ["2 by 2 of 2", "0 by 0 of 1", "1 by 1 of 1", "0 by 0 of 0", "0 by 0 of 0", "0 by 0 of 0", "0 by 0 of 0"],
            days.Select(day => Count(day.GetProperty("count"))));
        Assert.Equal(("2026-03-02", "2026-03-08"), (days[0].GetProperty("day").GetString(), days[^1].GetProperty("day").GetString()));
    }

    [Fact]
    public async Task Goals_WithBots_CountTheRobotToo()
    {
        using var api = await StoryApi.OpenAsync(app);
        await KeepAsync(api, "Saw the tea", "page_viewed;path=/tea");

        Assert.Equal("4 by 3 of 4", Count((await api.AskAsync("goals?bots=true"))[0].GetProperty("total")));
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("bots=perhaps", "bots")]
    [InlineData("goal=1", "goal")]
    public async Task Goals_WrongParameter_IsNamed(string query, string field)
    {
        using var api = await StoryApi.OpenStrangerAsync(app);

        Assert.Equal([field], await api.WrongAsync("goals?" + query));
    }

    [Fact]
    public async Task Goals_TokenWithoutTheScope_AreForbidden()
    {
        using var api = await StoryApi.OpenStrangerAsync(app);

        Assert.Equal(HttpStatusCode.Forbidden, await api.WithoutTheScopeAsync(app, "goals"));
    }

    [Fact]
    public async Task Goals_OtherTenant_HasNoneAndCountsItsOwnEventsAlone()
    {
        using var api = await StoryApi.OpenAsync(app);
        await KeepAsync(api, "Saw the tea", "page_viewed;path=/tea");
        using var stranger = await StoryApi.OpenStrangerAsync(app);

        Assert.Equal(0, (await stranger.AskAsync("goals")).GetArrayLength());
        await KeepAsync(stranger, "Saw the tea", "page_viewed;path=/tea");
        Assert.Equal("0 by 0 of 0", Count((await stranger.AskAsync("goals"))[0].GetProperty("total")));
    }

    private static string Count(JsonElement count) =>
        $"{count.GetProperty("completions")} by {count.GetProperty("converting")} of {count.GetProperty("visitors")}"
        + (count.GetProperty("value").ValueKind == JsonValueKind.Null ? "" : $", {count.GetProperty("value").GetDecimal():0.##}");

    private async Task KeepAsync(StoryApi api, string name, string match, string? valueProperty = null)
    {
        var maker = await app.PersonAsync($"{Guid.NewGuid():N}@story.example", api.TenantId);
        Assert.True(EventMatchFormatter.TryRead(match, out var read));
        var saved = await app.Services.GetRequiredService<SaveGoal>()
            .RunAsync(api.TenantId, maker, null, new GoalDetails(name, read, valueProperty), Cancel);
        Assert.IsType<SaveGoalResult.Saved>(saved);
    }
}
