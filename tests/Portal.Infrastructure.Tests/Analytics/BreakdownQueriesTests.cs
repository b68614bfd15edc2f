using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Analytics;
using Portal.Testing.Analytics;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

public sealed class BreakdownQueriesTests(StoryFixture story) : IClassFixture<StoryFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly BreakdownQueries _breakdowns = new(story.Database);

    [Fact]
    public async Task List_Channels_HaveTheirSessionsAndOrders()
    {
        var page = await ListAsync(TrafficDimensions.Channel, TableQuery.First with { Sort = "value" });

        Assert.Equal(
            [("direct", 1L, 1L, 0m), ("email", 1, 0, 30), ("organic_search", 1, 0, 12), ("paid_search", 1, 0, 0)],
            page.Rows.Select(row => (row.Value, row.Figures.Sessions, row.Figures.Bounces, row.Figures.Revenue)));
        Assert.Equal(4, page.Total);
    }

    [Fact]
    public async Task List_LandingPages_HaveTheSessionsThatOrdered()
    {
        var page = await ListAsync(TrafficDimensions.Landing, TableQuery.First with { Sort = "value" });

        Assert.Equal(
            [("/", 2L, 1L), ("/tea", 2, 1)],
            page.Rows.Select(row => (row.Value, row.Figures.Sessions, row.Figures.OrderingSessions)));
    }

    [Fact]
    public async Task List_SecondPageOfOne_GoesOnWhereTheFirstEnded()
    {
        var first = await ListAsync(TrafficDimensions.Channel, TableQuery.First with { Size = 3 });
        var second = await ListAsync(TrafficDimensions.Channel, TableQuery.First with { Size = 3, Page = 2 });

        Assert.Equal(4, first.Rows.Concat(second.Rows).Select(row => row.Value).Distinct().Count());
        Assert.Equal((4, 4), (first.Total, second.Total));
    }

    [Fact]
    public async Task List_SearchWithAPercentSign_TakesItAsIs() =>
        Assert.Empty((await ListAsync(TrafficDimensions.Channel, TableQuery.First with { Search = "%" })).Rows);

    [Fact]
    public async Task Top_AgainstTheDayBefore_TellsBoth()
    {
        var tuesday = new AnalyticsRange(new(AnalyticsStory.Monday.AddDays(1), AnalyticsStory.Monday.AddDays(1)), "Europe/Berlin");

        var top = await _breakdowns.TopAsync(story.Store, tuesday, tuesday.Before, TrafficDimensions.Country, 5, Cancel);

        Assert.Equal([("DE", 1L, 1L)], top.Select(row => (row.Value, row.Figures.Sessions, row.SessionsBefore!.Value)));
    }

    [Fact]
    public async Task Top_ComparedWithNothing_TellsNothingBefore() => Assert.All(
        await _breakdowns.TopAsync(story.Store, AnalyticsStory.Week, null, TrafficDimensions.Country, 5, Cancel), row =>
            Assert.Null(row.SessionsBefore));

    [Fact]
    public async Task List_WithBots_CountsTheRobotToo()
    {
        var page = await _breakdowns.ListAsync(
            story.Store, AnalyticsStory.Week with { IncludeBots = true }, TrafficDimensions.Channel, TableQuery.First, Cancel);

        Assert.Equal(2, page.Rows.Single(row => row.Value == "direct").Figures.Sessions);
    }

    [Fact]
    public async Task List_OtherTenant_SeesNothing()
    {
        Assert.Empty((await _breakdowns.ListAsync(story.Stranger, AnalyticsStory.Week, TrafficDimensions.Channel, TableQuery.First,
            Cancel)).Rows);
        Assert.Empty(await _breakdowns.TopAsync(story.Stranger, AnalyticsStory.Week, null, TrafficDimensions.Channel, 5, Cancel));
    }

    private Task<TablePage<BreakdownRow>> ListAsync(string dimension, TableQuery query) =>
        _breakdowns.ListAsync(story.Store, AnalyticsStory.Week, dimension, query, Cancel);
}
