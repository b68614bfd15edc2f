using System.Text;
using Portal.Domain.Analytics.Speed;
using Portal.Domain.Demo;
using Xunit;

namespace Portal.Domain.Tests.Demo;

public sealed class DemoLoadsTests
{
    private static readonly List<DemoEvent> Events = [.. History.Recent.Events.Where(e => e.Name == "web_vitals")];

    [Fact]
    public void Recent_Loads_AreATenthOfThePagesAndTellOfAPageThatWasSeen()
    {
        var pages = History.Recent.Events.Where(e => e.Name == "page_viewed").ToList();
        var seen = pages.Select(e => (e.SessionId, e.Page)).ToHashSet();

        Assert.InRange(Events.Count / (double)pages.Count, 0.08, 0.12);
        Assert.All(Events, e => Assert.Contains((e.SessionId, e.Page), seen));
        Assert.All(Events, e => Assert.Null(e.Referrer));
    }

    [Fact]
    public void Recent_Loads_FirstByteComesBeforePaints()
    {
        Assert.All(Events, e =>
        {
            var measured = Measured(e);
            Assert.InRange(measured["ttfb"], 0, measured["fcp"]);
            Assert.InRange(measured["fcp"], 1, measured.GetValueOrDefault("lcp", int.MaxValue));
        });
    }

    [Fact]
    public void Recent_Phones_AreSlowerAndSafariTellsNoLargestPaint()
    {
        var byPhone = Events.ToLookup(e => Agent(e).Contains("Android", StringComparison.Ordinal), e => Measured(e));

        Assert.True(Median(byPhone[true], "lcp") > 1.3 * Median(byPhone[false], "lcp"));
        Assert.All(Events, e => Assert.Equal(!Agent(e).Contains("Version/18", StringComparison.Ordinal), Measured(e).ContainsKey("lcp")));
        Assert.Equal(3, Events.Select(e => WebVital.LargestPaint.Rate(Measured(e).GetValueOrDefault("lcp"))).Distinct().Count());
    }

    private static double Median(IEnumerable<Dictionary<string, int>> loads, string key) =>
        loads.Where(load => load.ContainsKey(key)).Select(load => load[key]).Order().ToList() is var values ? values[values.Count / 2] : 0;

    private static Dictionary<string, int> Measured(DemoEvent happened) =>
        WebVitalReading.Of(Encoding.UTF8.GetString(happened.Properties!)).ToDictionary(read => read.Vital.Key, read => read.Kept);

    private static string Agent(DemoEvent happened) => Encoding.UTF8.GetString(happened.Context);
}
