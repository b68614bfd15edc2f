using System.Net;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Events;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Events.Enrichment;

/// <summary>What an event is understood as, seen in the table.</summary>
public sealed class EventEnricherTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Agent = "concat_ws('|', coalesce(device, '-'), coalesce(browser, '-'), coalesce(os, '-'), bot_score, is_bot)";
    private const string Place = "concat_ws('|', coalesce(ip, '-'), coalesce(country, '-'), coalesce(region, '-'), coalesce(city, '-'))";
    private const string Touch =
        "concat_ws('|', coalesce(channel, '-'), coalesce(source, '-'), coalesce(medium, '-'), coalesce(campaign, '-'))";
    private const string Chrome =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

    private static readonly EventSender Browser = new("https://shop.example", IPAddress.Parse("::ffff:36.68.1.77"), Chrome);
    private static readonly EventSender Server = new(null, IPAddress.Parse("8.8.8.8"), "analytics-node/2.1.3");

    [Theory]
    [InlineData($$""" "userAgent":"{{Chrome}}" """, "desktop|Chrome|Windows|0|f")]
    [InlineData($$""" "userAgent":"{{Chrome}}","userAgentData":{"brands":[{"brand":"Brave","version":"142"}]} """, "desktop|Brave|Windows|0|f")]
    [InlineData(""" "userAgent":"Mozilla\/5.0 (compatible; Googlebot\/2.1)" """, "bot|Googlebot|-|100|t")]
    [InlineData(""" "userAgent":"python-requests/2.31" """, "bot|python-requests|-|100|t")]
    [InlineData(""" "userAgent":"Something/1.0" """, "other|-|-|0|f")]
    [InlineData(""" "userAgent":"analytics-node/2.1.3" """, "-|-|-|0|f")]
    [InlineData(""" "userAgent":null """, "-|-|-|0|f")]
    [InlineData(""" "library":{"name":"analytics-node"} """, "-|-|-|0|f")]
    [InlineData(""" "library":{"name":"tracker.js"} """, "-|-|-|60|t")]
    public async Task Agent_OfAServersMessage_IsWhatTheMessageSays(string context, string expected) =>
        Assert.Equal(expected, await KeptAsync(Agent, Message(context), new(null, null, null)));

    [Theory]
    [InlineData("", "desktop|Chrome|Windows|0|f")]
    [InlineData(""" "userAgent":"Googlebot/2.1" """, "bot|Googlebot|-|100|t")]
    public async Task Agent_OfABrowsersMessage_IsTheRequestsWhenItNamesNone(string context, string expected) =>
        Assert.Equal(expected, await KeptAsync(Agent, Message(context), Browser));

    [Fact]
    public async Task Agent_BrowserThatHidesIt_IsABot() =>
        Assert.Equal("-|-|-|60|t", await KeptAsync(Agent, Message(""), Browser with { UserAgent = null }));

    [Fact]
    public async Task Agent_OneAfterTheOtherInABatch_EachItsOwn()
    {
        string[] agents = [Chrome, "Googlebot/2.1", Chrome, "Something/1.0"];
        var store = await TestStore.CreateAsync(postgres.Database);

        await WriteAsync(store, Batch(agents.Select((a, n) => Message($"\"userAgent\":\"{a}\"", $"m{n}"))), Server);

        Assert.Equal(["desktop", "bot", "desktop", "other"], await postgres.Database.ListAsync<string>(
            "select device from events where tenant_id = $1 order by message_id", store.TenantId));
    }

    [Theory]
    [InlineData(IpPrivacy.Keep, "36.68.1.77|ID|Riau Islands|-")]
    [InlineData(IpPrivacy.Truncate, "36.68.1.0|ID|Riau Islands|-")]
    [InlineData(IpPrivacy.Drop, "-|ID|Riau Islands|-")]
    public async Task Address_OfABrowser_IsTheConnectionsAndKeptAsTheStoreChose(string privacy, string expected) =>
        Assert.Equal(expected, await KeptAsync(Place, Message(""" "ip":"8.8.8.8" """), Browser, privacy));

    [Theory]
    [InlineData(""" "ip":"81.2.69.142" """, "81.2.69.142|GB|England|-")]
    [InlineData(""" "ip":"nonsense" """, "-|-|-|-")]
    [InlineData("", "-|-|-|-")]
    [InlineData(""" "library":{"name":"analytics-node"} """, "-|-|-|-")]
    [InlineData(""" "library":{"name":"analytics-kotlin"} """, "8.8.8.8|US|California|-")]
    [InlineData(""" "timezone":"Asia/Makassar" """, "-|ID|-|-")]
    [InlineData(""" "timezone":"Asia/Calcutta","ip":"10.0.0.1" """, "10.0.0.1|IN|-|-")]
    [InlineData(""" "timezone":"UTC" """, "-|-|-|-")]
    [InlineData(""" "ip":"81.2.69.142","location":{"country":"nl","region":"Utrecht","city":"Zeist"} """, "81.2.69.142|NL|Utrecht|Zeist")]
    [InlineData(""" "ip":"81.2.69.142","location":{"country":"nl"} """, "81.2.69.142|NL|-|-")]
    [InlineData(""" "ip":"81.2.69.142","location":{"country":"gb","region":"Wales"} """, "81.2.69.142|GB|Wales|-")]
    [InlineData(""" "ip":"81.2.69.142","location":{"country":"Nederland","city":"Zeist"} """, "81.2.69.142|GB|-|Zeist")]
    [InlineData(""" "location":"here" """, "-|-|-|-")]
    public async Task Place_OfAServersMessage_IsWhatItNames(string context, string expected) =>
        Assert.Equal(expected, await KeptAsync(Place, Message(context), Server, IpPrivacy.Keep));

    [Theory]
    [InlineData(IpPrivacy.Keep, "81.2.69.142")]
    [InlineData(IpPrivacy.Truncate, "81.2.69.0")]
    [InlineData(IpPrivacy.Drop, "-")]
    public async Task StoredContext_WithAnAddress_HoldsNoMoreOfItThanTheStoreKeeps(string privacy, string expected)
    {
        string[] requests =
        [
            Batch(Message(""" "ip":"81.2.69.142","locale":"en" """)),
            Batch(Message(""" "\u0069p":"81.2.69.142","locale":"en" """)),
            $$"""{"context":{"ip":"81.2.69.142"},"batch":[{{Message(""" "locale":"en" """)}}]}""",
            Batch(Message(""" "locale":"en" """).Replace("\"type\"", "\"ip\":\"81.2.69.142\",\"type\"", StringComparison.Ordinal)),
            Batch(Message(""" "locale":"en" """).Replace("\"type\"", "\"i\\u0070\":\"81.2.69.142\",\"type\"", StringComparison.Ordinal)),
        ];
        foreach (var request in requests)
        {
            var store = await TestStore.CreateAsync(postgres.Database);

            await WriteAsync(store, request, Server, privacy);

            Assert.Equal($"{expected}|en", await postgres.Database.ScalarAsync<string>(
                "select concat_ws('|', coalesce(context->>'ip', '-'), context->>'locale') from events where tenant_id = $1",
                store.TenantId));
            Assert.Equal(privacy == IpPrivacy.Keep ? 1 : 0, await postgres.Database.ScalarAsync<int>(
                "select count(*)::int from events where tenant_id = $1 and events::text like '%81.2.69.142%'", store.TenantId));
        }
    }

    [Theory]
    [InlineData(""" "page":{"url":"https://shop.example/?utm_source=News\u0026utm_medium=email\u0026utm_campaign=a+b"} """, "email|news|email|a b")]
    [InlineData(""" "page":{"url":"https://shop.example/p","referrer":"https:\/\/www.google.com\/"} """, "organic_search|google|organic|-")]
    [InlineData(""" "page":{"url":"https://shop.example/p","referrer":"https://www.shop.example/"} """, "-|-|-|-")]
    [InlineData(""" "page":{"referrer":"https://m.shop.example/"} """, "-|-|-|-")]
    [InlineData(""" "campaign":{"source":"Par\u0074ner","medium":"affiliate","name":"Spring \"sale\""} """, "affiliates|partner|affiliate|Spring \"sale\"")]
    [InlineData(""" "campaign":{"source":null} """, "-|-|-|-")]
    [InlineData("", "-|-|-|-")]
    public async Task Touch_ShownByAddressReferrerOrCampaign_HasItsChannel(string context, string expected) =>
        Assert.Equal(expected, await KeptAsync(Touch, Message(context), Browser));

    [Fact]
    public async Task Touch_LongerThanIsRemembered_IsStillUnderstood()
    {
        var url = $"https://shop.example/?utm_source=news&utm_medium=email&utm_campaign={new string('x', 3_000)}";

        Assert.Equal($"email|news|email|{new string('x', 200)}", await KeptAsync(Touch, Message($$""" "page":{"url":"{{url}}"} """), Browser));
    }

    [Fact]
    public async Task Pace_BrowserFasterThanAPerson_IsABotFromThenOn()
    {
        var at = DateTimeOffset.UtcNow;

        Assert.Equal(30, await BotsAsync(at, Enumerable.Repeat(at, 150), "\"anonymousId\":\"v\""));
    }

    [Theory]
    [InlineData("\"userId\":\"u\"", false)]
    [InlineData("\"anonymousId\":\"v\"", true)]
    public async Task Pace_ServersPersonsAndImports_AreNotHurried(string identity, bool isImport)
    {
        var at = DateTimeOffset.UtcNow;

        Assert.Equal(0, await BotsAsync(at, Enumerable.Repeat(at, 150), identity, isImport));
    }

    [Fact]
    public async Task Pace_KeptBackMessagesSentTogether_AreAPersons()
    {
        var at = DateTimeOffset.UtcNow;

        Assert.Equal(0, await BotsAsync(at, Enumerable.Range(0, 500).Select(n => at.AddSeconds(-10 * n)), "\"anonymousId\":\"v\""));
        Assert.Equal(0, await BotsAsync(at, Enumerable.Repeat<DateTimeOffset?>(null, 150), "\"anonymousId\":\"v\""));
    }

    private Task<long> BotsAsync(DateTimeOffset at, IEnumerable<DateTimeOffset> times, string identity, bool isImport = false) =>
        BotsAsync(at, times.Select(t => (DateTimeOffset?)t), identity, isImport);

    private async Task<long> BotsAsync(DateTimeOffset at, IEnumerable<DateTimeOffset?> times, string identity, bool isImport = false)
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var messages = times.Select((time, n) => time is { } t
            ? $$"""{"type":"track","event":"E","messageId":"m{{n}}",{{identity}},"timestamp":"{{t:O}}"}"""
            : $$"""{"type":"track","event":"E","messageId":"m{{n}}",{{identity}}}""");
        using var request = Parse(store, Batch(messages), at, isImport, sender: Browser);
        await EventRequests.WriteAsync(postgres.Database, request);
        return await postgres.Database.ScalarAsync<long>("select count(*) from events where tenant_id = $1 and is_bot and bot_score = 70",
            store.TenantId);
    }

    private async Task<string> KeptAsync(string expression, string message, EventSender sender, string privacy = IpPrivacy.Truncate)
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await WriteAsync(store, Batch(message), sender, privacy);
        return await postgres.Database.ScalarAsync<string>($"select {expression} from events where tenant_id = $1", store.TenantId);
    }

    private async Task WriteAsync(TestStore store, string batch, EventSender sender, string privacy = IpPrivacy.Truncate)
    {
        using var request = Parse(store, batch, sender: sender, ipPrivacy: privacy);
        Assert.Empty(request.Rejections);
        await EventRequests.WriteAsync(postgres.Database, request);
    }

    private static string Message(string context, string id = "m") =>
        $$"""{"type":"track","event":"E","messageId":"{{id}}","anonymousId":"v","context":{ {{context}} } }""";
}
