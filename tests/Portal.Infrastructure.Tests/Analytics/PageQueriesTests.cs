using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Analytics;
using Portal.Testing.Analytics;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

public sealed class PageQueriesTests(StoryFixture story) : IClassFixture<StoryFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly PageQueries _pages = new(story.Database);

    [Fact]
    public async Task List_Week_CountsViewsEntrancesBouncesAndExits()
    {
        var page = await _pages.ListAsync(story.Store, AnalyticsStory.Week, TableQuery.First, Cancel);

        Assert.Equal([new PageRow("/tea", 3, 2, 1, 3), new PageRow("/", 2, 2, 0, 1)], page.Rows);
        Assert.Equal((0.5m, 1m), (page.Rows[0].BounceRate, page.Rows[0].ExitRate));
    }

    [Fact]
    public async Task List_Searched_KeepsWhatContainsIt()
    {
        var page = await _pages.ListAsync(story.Store, AnalyticsStory.Week, TableQuery.First with { Search = "TEA" }, Cancel);

        Assert.Equal(["/tea"], page.Rows.Select(row => row.Path));
    }

    [Theory]
    [InlineData("path", false, "/")]
    [InlineData("exits", true, "/tea")]
    [InlineData("bounces", true, "/tea")]
    [InlineData("no such column", false, "/tea")]
    public async Task List_Ordered_BeginsWithTheFirst(string sort, bool descending, string first)
    {
        var page = await _pages.ListAsync(story.Store, AnalyticsStory.Week, TableQuery.First with { Sort = sort, Descending = descending },
            Cancel);

        Assert.Equal(first, page.Rows[0].Path);
    }

    [Fact]
    public async Task List_OtherTenant_SeesNothing() =>
        Assert.Equal(0, (await _pages.ListAsync(story.Stranger, AnalyticsStory.Week, TableQuery.First, Cancel)).Total);
}
