using System.Text;
using System.Text.Json;
using Portal.Domain.Demo.Visits;
using Portal.Domain.Events.Bots;
using Portal.Infrastructure.Events.Enrichment;
using Portal.Testing.Events;
using Xunit;

namespace Portal.Infrastructure.Tests.Events.Enrichment;

public sealed class UserAgentCacheTests
{
    private static readonly UserAgentCache Agents = new();

    /// <summary>The list's own examples, without those of apps that people use.</summary>
    [Fact]
    public void Find_ExamplesOfTheList_AreBots()
    {
        using var list = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TrackerFiles.RepositoryRoot(),
            "node_modules/crawler-user-agents/crawler-user-agents.json")));
        string[] ofPeople = ["MetaIAB Facebook", "GoPay", "mail\\.ru", "PayPal\\/", "Notion\\/", "Bluesky\\/", "Butterfly", "Fluid",
            "Adventurer", "Magellan", "Charlotte"];

        var missed = list.RootElement.EnumerateArray()
            .Where(c => !ofPeople.Contains(c.GetProperty("pattern").GetString()))
            .SelectMany(c => c.GetProperty("instances").EnumerateArray().Select(i => i.GetString()!))
            .Where(text => !BotScore.IsBot(Find(text).Score))
            .ToList();

        Assert.Empty(missed);
    }

    [Theory]
    [InlineData(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
        + "[FBAN/FBIOS;FBAV/470.0] MetaIAB Facebook")]
    [InlineData(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 WhatsApp/2.24")]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 14; CPH2581; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 Mobile "
        + "Safari/537.36 GoPay")]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 5.0; HTC Butterfly 3) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0.4430.91 Mobile "
        + "Safari/537.36")]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 9; KFMAWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/126.2.1 like Chrome/126.0.6478.71 "
        + "Safari/537.36")]
    [InlineData(
        "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1 "
        + "Ddg/17.5")]
    [InlineData("Dalvik/2.1.0 (Linux; U; Android 13; SM-A536E Build/TP1A)")]
    [InlineData("analytics-node/2.1.3")]
    public void Find_AppsPhonesAndServersLibraries_AreNoBots(string text) => Assert.Equal(BotScore.None, Find(text).Score);

    [Fact]
    public void Find_DemosBrowsers_AreNoBots() => Assert.All(DemoDevice.All, d => Assert.Equal(BotScore.None, Find(d.UserAgent).Score));

    private static EnrichedAgent Find(string text) => Agents.Find(Encoding.UTF8.GetBytes(text));
}
