using System.Net;
using System.Text.Json;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Analytics.Paths;

/// <summary>Paths for programs, over a story that can be counted by hand.</summary>
public sealed class PathApiTests(PortalApp app) : IClassFixture<PortalApp>
{
    // Anna went from the front page to the tea and, two days later, to the tea at once; Bert saw the tea, Carl the front page.
    [Fact]
    public async Task Paths_FromTheStart_FollowThePages()
    {
        using var api = await StoryApi.OpenAsync(app);

        var paths = await api.AskAsync("paths");

        Assert.Equal(4, paths.GetProperty("sessions").GetInt64());
        Assert.Equal(["anchor 4", "page:/ 2, page:/tea 2", "page:/tea 1, end 3", "end 1"], Levels(paths));
        Assert.Equal(4, paths.GetProperty("links").EnumerateArray().Where(link => link.GetProperty("level").GetInt32() == 1)
            .Sum(link => link.GetProperty("sessions").GetInt64()));
    }

    [Theory]
    [InlineData("node=page:/tea&direction=before", "anchor 3", "page:/ 1, end 2", "end 1")]
    [InlineData("node=event:product_added&direction=before&steps=events", "anchor 1", "event:product_viewed 1", "end 1")]
    [InlineData("node=event:product_added&steps=both", "anchor 1", "page:/tea 1", "end 1")]
    [InlineData("node=page:/&bots=1", "anchor 3", "page:/tea 2, end 1", "end 2")]
    public async Task Paths_OfANode_FollowWhatIsAsked(string query, params string[] levels)
    {
        using var api = await StoryApi.OpenAsync(app);

        Assert.Equal(levels, Levels(await api.AskAsync("paths?" + query)));
    }

    [Theory]
    [InlineData("node=tea", "node")]
    [InlineData("node=event:Not Stored", "node")]
    [InlineData("direction=up", "direction")]
    [InlineData("steps=jumps", "steps")]
    [InlineData("to=never", "to")]
    [InlineData("by=channel", "by")]
    public async Task Paths_WrongParameter_IsNamed(string query, string field)
    {
        using var api = await StoryApi.OpenStrangerAsync(app);

        Assert.Equal([field], await api.WrongAsync("paths?" + query));
    }

    [Fact]
    public async Task Paths_TokenWithoutTheScope_AreForbidden()
    {
        using var api = await StoryApi.OpenStrangerAsync(app);

        Assert.Equal(HttpStatusCode.Forbidden, await api.WithoutTheScopeAsync(app, "paths"));
    }

    [Fact]
    public async Task Paths_OtherTenant_SeesNoSession()
    {
        using var api = await StoryApi.OpenAsync(app);
        using var stranger = await StoryApi.OpenStrangerAsync(app);

        Assert.Equal(4, (await api.AskAsync("paths")).GetProperty("sessions").GetInt64());
        Assert.Equal(0, (await stranger.AskAsync("paths")).GetProperty("sessions").GetInt64());
    }

    // Each level as its places with their sessions; the end of a session stands last.
    private static IEnumerable<string> Levels(JsonElement paths) =>
        paths.GetProperty("levels").EnumerateArray().Select(level => string.Join(", ", level.EnumerateArray()
        .Select(step =>
            $"{(step.GetProperty("kind").GetString() is "node" ? step.GetProperty("node").GetString() : step.GetProperty("kind").GetString())} {step.GetProperty("sessions").GetInt64()}")
        .OrderBy(step => step.StartsWith("end", StringComparison.Ordinal)).ThenBy(step => step, StringComparer.Ordinal)));
}
