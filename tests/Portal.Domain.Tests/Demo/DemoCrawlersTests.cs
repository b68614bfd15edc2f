using System.Text;
using Portal.Domain.Demo;
using Portal.Domain.Demo.Visits;
using Xunit;

namespace Portal.Domain.Tests.Demo;

public sealed class DemoCrawlersTests
{
    private static readonly List<DemoEvent> Events = [.. History.Recent.Events.Where(e => IsCrawlers(e))];

    [Fact]
    public void Recent_Crawlers_AreAFewOfAHundredVisits()
    {
        var visits = History.Recent.Events.Select(e => e.SessionId).Distinct().Count();

        Assert.InRange(Events.Select(e => e.SessionId).Distinct().Count() / (double)visits, 0.01, 0.02);
    }

    [Fact]
    public void Recent_Crawlers_ReadPagesAndNothingElse()
    {
        Assert.All(Events, e => Assert.Equal(("page_viewed", null, null), (e.Name, e.UserId, e.Referrer)));
        Assert.All(Events.GroupBy(e => e.SessionId), pages => Assert.InRange(pages.Count(), 1, 9));
        Assert.True(Events.Select(e => e.Url).Distinct().Count() > 50);
    }

    [Fact]
    public void Recent_Crawlers_EachComesWithItsOwnName()
    {
        string[] names = ["Googlebot", "bingbot", "GPTBot", "AhrefsBot", "HeadlessChrome"];

        var visits = names.ToDictionary(n => n, n => Events.Where(e => UserAgent(e).Contains(n, StringComparison.Ordinal))
            .Select(e => e.SessionId).Distinct().Count());

        Assert.All(visits.Values, count => Assert.True(count > 20));
        Assert.Equal("Googlebot", visits.MaxBy(v => v.Value).Key);
    }

    private static bool IsCrawlers(DemoEvent happened) =>
        !DemoDevice.All.Any(d => UserAgent(happened).Contains(d.UserAgent, StringComparison.Ordinal)) && happened.SessionId is not null;

    private static string UserAgent(DemoEvent happened) => Encoding.UTF8.GetString(happened.Context);
}
