using Portal.Domain.Demo.Goods;

namespace Portal.Domain.Demo.Visits;

/// <summary>A crawler on its way through the shop's pages.</summary>
internal sealed class DemoCrawl(DemoVisit visit, int pages)
{
    public DemoVisit Visit { get; } = visit;

    /// <summary>Pages that it reads.</summary>
    public int Pages { get; } = pages;

    /// <summary>Pages that it has read.</summary>
    public int Read { get; set; }
}

/// <summary>
/// Crawlers that read the shop's pages and run its tracker, one for every hundred visits. They have random numbers of
/// their own, so that people do the same with them and without.
/// </summary>
internal sealed class DemoCrawlers(ulong seed, DemoRecorder recorder)
{
    private const double ShareOfVisits = 0.019;
    private const int MaxPages = 9;

    private static readonly (string UserAgent, double Weight)[] Known =
    [
        ("Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile "
            + "Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", 42),
        ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/142.0.0.0 "
            + "Safari/537.36", 18),
        ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)", 20),
        ("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", 12),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36", 8),
    ];

    private static readonly DemoDevice[] Devices = [.. Known.Select(k => new DemoDevice(k.UserAgent, 0))];
    private static readonly double[] Weights = DemoRandom.Cumulate(Known.Select(k => k.Weight));
    private static readonly DemoPlace Home = DemoPlace.All.First(p => p.City == "Seattle");

    private readonly DemoRandom _random = new(seed ^ 0x637261776C657273); // "crawlers"

    /// <summary>The next one and how long after the last it comes.</summary>
    public (DemoCrawl Crawl, TimeSpan Wait) Next(double sessionsPerHour)
    {
        var visit = new DemoVisit(DemoId.Text(_random.NextBits()), DemoId.Text(_random.NextBits()), Home, Devices[_random.Pick(Weights)],
            DemoChannel.All[1]);
        return (new(visit, 1 + _random.Next(MaxPages)), TimeSpan.FromHours(_random.Exponential(1 / (ShareOfVisits * sessionsPerHour))));
    }

    /// <summary>Reads a page; the time until the next, null after the last.</summary>
    public TimeSpan? Step(DemoCrawl crawl, DateTimeOffset at)
    {
        var lot = _random.Next(DemoCatalogue.Products.Count + DemoCatalogue.Lists.Count);
        var page = crawl.Read == 0 && _random.Chance(0.5) ? DemoPage.Home
            : lot < DemoCatalogue.Products.Count ? DemoCatalogue.Products[lot].Page
            : DemoCatalogue.Lists[lot - DemoCatalogue.Products.Count];
        recorder.Page(crawl.Visit, page, at, crawl.Read == 0);
        crawl.Read++;
        return crawl.Read < crawl.Pages ? TimeSpan.FromSeconds(1 + _random.Exponential(5)) : null;
    }
}
