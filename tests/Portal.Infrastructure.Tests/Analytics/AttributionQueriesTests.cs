using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Attribution;
using Portal.Infrastructure.Analytics;
using Portal.Testing.Analytics;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

public sealed class AttributionQueriesTests(StoryFixture story) : IClassFixture<StoryFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly AttributionQueries _attribution = new(story.Database, story.Answers, new(story.Database, TimeProvider.System));

    [Fact]
    public async Task Find_AnnasOrder_IsSharedByPaidSearchAndEmail()
    {
        var rows = await _attribution.FindAsync(story.Store, AnalyticsStory.Week, TrafficDimensions.Channel, 30, Cancel);

        Assert.Equal(["email", "organic_search", "paid_search"], rows.Select(row => row.Value).Order(StringComparer.Ordinal));
        Assert.Equal((1m, 30m), Earned(rows, "paid_search", AttributionModel.First));
        Assert.Equal((1m, 30m), Earned(rows, "email", AttributionModel.Last));
        Assert.Equal((0.5m, 15m), Earned(rows, "paid_search", AttributionModel.Linear));
        Assert.Equal((1m, 12m), Earned(rows, "organic_search", AttributionModel.Position));
    }

    [Fact]
    public async Task Find_CampaignOfBothVisits_EarnsTheWholeOrder()
    {
        var rows = await _attribution.FindAsync(story.Store, AnalyticsStory.Week, TrafficDimensions.Campaign, 30, Cancel);

        Assert.Equal((1m, 30m), Earned(rows, "spring", AttributionModel.TimeDecay));
        Assert.Equal((1m, 12m), Earned(rows, "", AttributionModel.TimeDecay));
    }

    [Fact]
    public async Task Find_VisitBeforeTheLookback_EarnsNothing()
    {
        var rows = await _attribution.FindAsync(story.Store, AnalyticsStory.Week, TrafficDimensions.Channel, 1, Cancel);

        Assert.DoesNotContain(rows, row => row.Value == "paid_search");
        Assert.Equal((1m, 30m), Earned(rows, "email", AttributionModel.First));
    }

    [Fact]
    public async Task Find_OtherTenant_SeesNothing() =>
        Assert.Empty(await _attribution.FindAsync(story.Stranger, AnalyticsStory.Week, TrafficDimensions.Channel, 30, Cancel));

    private static (decimal, decimal) Earned(IReadOnlyList<AttributionRow> rows, string way, AttributionModel model)
    {
        var credit = rows.Single(row => row.Value == way).Under(model);
        return (credit.Orders, credit.Revenue);
    }
}
