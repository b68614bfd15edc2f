using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Analytics;
using Portal.Testing.Analytics;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

public sealed class SearchQueriesTests(StoryFixture story) : IClassFixture<StoryFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly SearchQueries _searches = new(story.Database);

    [Fact]
    public async Task Find_Week_ComparesThoseWhoSearchedWithTheOthers()
    {
        var figures = await _searches.FindAsync(story.Store, AnalyticsStory.Week, Cancel);

        Assert.Equal(new SearchFigures(2, 2, 1, 1, 1, 3, 1), figures);
        Assert.Equal((0.5m, 1m), (figures.WithoutRate, figures.OrderingRateAfterSearch));
    }

    [Fact]
    public async Task List_WithoutResult_LeavesOutWhatWasFound()
    {
        var all = await _searches.ListAsync(story.Store, AnalyticsStory.Week, isWithoutResult: false, TableQuery.First, Cancel);
        var missed = await _searches.ListAsync(story.Store, AnalyticsStory.Week, isWithoutResult: true, TableQuery.First, Cancel);

        Assert.Equal([new SearchRow("cup", 1, 0), new SearchRow("teapot", 1, 1)], all.Rows);
        Assert.Equal([new SearchRow("teapot", 1, 1)], missed.Rows);
    }

    [Fact]
    public async Task Find_OtherTenant_SeesNothing()
    {
        Assert.Equal(new SearchFigures(0, 0, 0, 0, 0, 0, 0), await _searches.FindAsync(story.Stranger, AnalyticsStory.Week, Cancel));
        Assert.Empty((await _searches.ListAsync(story.Stranger, AnalyticsStory.Week, false, TableQuery.First, Cancel)).Rows);
    }
}
