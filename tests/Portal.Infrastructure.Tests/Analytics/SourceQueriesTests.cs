using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Analytics;
using Portal.Testing.Analytics;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

public sealed class SourceQueriesTests(StoryFixture story) : IClassFixture<StoryFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly SourceQueries _sources = new(story.Database);

    [Fact]
    public async Task List_EachLevel_ShowsWhatIsBelowTheChosenParts()
    {
        Assert.Equal(["direct", "email", "organic_search", "paid_search"], await ValuesAsync(new()));
        Assert.Equal(["letter"], await ValuesAsync(new("email")));
        Assert.Equal(["email"], await ValuesAsync(new("email", "letter")));
        Assert.Equal(["spring"], await ValuesAsync(new("email", "letter", "email")));
        Assert.Equal([""], await ValuesAsync(new("direct")));
    }

    [Fact]
    public async Task List_Campaign_HasItsOrderAndRevenue()
    {
        var page = await _sources.ListAsync(story.Store, AnalyticsStory.Week, new("email", "letter", "email"), TableQuery.First, Cancel);

        var figures = Assert.Single(page.Rows).Figures;
        Assert.Equal((1L, 0L, 0L, 1L, 30m), (figures.Sessions, figures.NewSessions, figures.Bounces, figures.Orders, figures.Revenue));
    }

    [Fact]
    public async Task List_OtherTenant_SeesNothing() =>
        Assert.Empty((await _sources.ListAsync(story.Stranger, AnalyticsStory.Week, new(), TableQuery.First, Cancel)).Rows);

    private async Task<IEnumerable<string>> ValuesAsync(SourceLevel level) =>
        (await _sources.ListAsync(story.Store, AnalyticsStory.Week, level, TableQuery.First with { Sort = "value" },
            Cancel)).Rows.Select(row => row.Value);
}
