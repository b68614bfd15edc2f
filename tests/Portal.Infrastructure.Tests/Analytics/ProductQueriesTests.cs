using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Analytics;
using Portal.Testing.Analytics;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

public sealed class ProductQueriesTests(StoryFixture story) : IClassFixture<StoryFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly ProductQueries _products = new(story.Database);

    [Fact]
    public async Task List_Week_FollowsEachProductFromViewToOrder()
    {
        var page = await _products.ListAsync(story.Store, AnalyticsStory.Week, TableQuery.First, Cancel);

        Assert.Equal(
            [new ProductRow("cup", "Cup", 1, 0, 0, 2, 3, 22), new ProductRow("tea", "Green tea", 1, 1, 0, 1, 1, 20)], page.Rows);
        Assert.Equal((1m, 1m), (page.Rows[1].AddRate, page.Rows[1].BuyRate));
        Assert.Null(page.Rows[0].BuyRate);
    }

    [Theory]
    [InlineData("green")]
    [InlineData("TEA")]
    public async Task List_SearchedByNameOrId_FindsIt(string search)
    {
        var page = await _products.ListAsync(story.Store, AnalyticsStory.Week, TableQuery.First with { Search = search }, Cancel);

        Assert.Equal(["tea"], page.Rows.Select(row => row.ProductId));
    }

    [Fact]
    public async Task List_OtherTenant_SeesNothing() =>
        Assert.Empty((await _products.ListAsync(story.Stranger, AnalyticsStory.Week, TableQuery.First, Cancel)).Rows);
}
