using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Events;

/// <summary>
/// Whatever a message holds is stored or refused by its index; what is stored becomes figures, and so do the store's next events.
/// </summary>
public sealed class EventPoisonTests(EventPoisonTests.App app) : IClassFixture<EventPoisonTests.App>
{
    // No compression makes it short enough for an index.
    private static readonly string Long = string.Concat(Enumerable.Range(1, 800)
        .Select(number => (number * 48271L % 0x7FFFFFFF).ToString("x8", System.Globalization.CultureInfo.InvariantCulture)));

    private static readonly string Emoji = string.Concat(Enumerable.Repeat("😀", 150)) + "x";

    private static string Now => DateTimeOffset.UtcNow.ToString("O");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Messages()
    {
        string[] texts = [$"\"{Long}\"", $"\"x{Emoji}\"", $"\"{Emoji}\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\"", "{}", "[]", "null",
            "1e300", "true"];
        string[] numbers = ["1e300", "-1e300", "99999999999999", "999999999", "-999999999", "1e-300", "\"x\"", "null", "[]",
            "79228162514264337593543950335", "0.00001"];
        var data = new TheoryData<string>();
        foreach (var text in texts)
        {
            data.Add($$$""" "event":"Products Searched","properties":{"query":{{{text}}} } """);
            data.Add($$$""" "event":"Product Viewed","properties":{"product_id":{{{text}}},"name":{{{text}}},"sku":{{{text}}} } """);
            data.Add($$$""" "event":"Order Completed","properties":{"order_id":{{{text}}},"revenue":1,"products":[{"product_id":{{{text}}},"name":{{{text}}} }]} """);
            data.Add($$$""" "event":"Page Viewed","context":{"page":{"path":{{{text}}},"url":{{{text}}},"title":{{{text}}},"referrer":{{{text}}} },"sessionId":{{{text}}} } """);
            data.Add($$$""" "event":"Page Viewed","context":{"campaign":{"name":{{{text}}},"source":{{{text}}},"medium":{{{text}}} },"timezone":{{{text}}},"ip":{{{text}}},"userAgent":{{{text}}} } """);
            data.Add($$$""" "event":"Page Viewed","context":{"location":{"country":{{{text}}},"region":{{{text}}},"city":{{{text}}} },"device":{"type":{{{text}}} },"os":{"name":{{{text}}} } } """);
            data.Add($$$""" "event":"Order Refunded","properties":{"order_id":{{{text}}},"total":1} """);
            data.Add($$$""" "event":"Order Completed","properties":{"order_id":"c","revenue":1,"currency":{{{text}}} } """);
            data.Add($$$""" "event":{{{text}}} """);
        }

        foreach (var number in numbers)
        {
            data.Add($$$""" "event":"Products Searched","properties":{"query":"tea","results":{{{number}}} } """);
            data.Add($$$""" "event":"Products Searched","properties":{"query":"tea","results_count":{{{number}}} } """);
            data.Add($$$""" "event":"Product Added","properties":{"product_id":"a","price":{{{number}}},"quantity":{{{number}}} } """);
            data.Add($$$""" "event":"Order Completed","properties":{"order_id":"n{{{numbers.IndexOf(number)}}}","revenue":1,"products":[{"product_id":"a","price":{{{number}}},"quantity":{{{number}}} }]} """);
            data.Add($$$""" "event":"Order Completed","properties":{"order_id":"r{{{numbers.IndexOf(number)}}}","revenue":{{{number}}} } """);
            data.Add($$$""" "event":"Order Refunded","properties":{"order_id":"r{{{numbers.IndexOf(number)}}}","total":{{{number}}} } """);
            data.Add($$$""" "event":"Web Vitals","properties":{"lcp":{{{number}}},"cls":{{{number}}},"inp":{{{number}}},"ttfb":{{{number}}},"fcp":{{{number}}} } """);
        }

        return data;
    }

    [Fact]
    public async Task Batch_PoisonInEveryMember_BecomesFiguresOrIsRefused()
    {
        var store = await TestStore.CreateAsync(app.Database, "IDR", "Asia/Jakarta");
        var messages = Messages()
            .Select((message, index) =>
                $$"""{"type":"track","messageId":"p{{index}}","userId":"u{{index}}","timestamp":"{{Now}}",{{message.Data}} }""").ToList();

        foreach (var part in messages.Chunk(10))
        {
            var (status, body) = await SendAsync(store, part);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{status}: {body}");
        }

        var good = await SendAsync(store,
            [$$"""{"type":"track","messageId":"good","userId":"u","timestamp":"{{Now}}","event":"Products Searched","properties":{"query":"good"} }"""]);
        Assert.Equal(HttpStatusCode.OK, good.Status);
        await UntilAsync(() =>
            app.Database.ScalarAsync<bool>("select exists (select from search_rollups where tenant_id = $1 and query = 'good')",
                store.TenantId));
        await UntilAsync(() =>
            app.Database.ScalarAsync<bool>(
                "select not exists (select from event_orders where tenant_id = $1 and not booked and not is_bot)", store.TenantId));
        Assert.Empty(await app.Database.ListAsync<string>(
            "select service || ' ' || unit || ': ' || last_error from work_units where tenant_id = $1", store.TenantId));
        Assert.Empty(app.Faults.Newest);
    }

    [Theory]
    [InlineData("0001-01-02T00:00:00Z", null)]
    [InlineData("9999-12-30T00:00:00Z", null)]
    [InlineData("0002-01-01T00:00:00Z", "9998-01-01T00:00:00Z")]
    [InlineData("9998-01-01T00:00:00Z", "0002-01-01T00:00:00Z")]
    [InlineData("9998-01-01T00:00:00+14:00", "0002-01-01T00:00:00-14:00")]
    public async Task Batch_InstantsAtTheEndsOfTime_AreRefusedByIndex(string timestamp, string? sentAt)
    {
        var store = await TestStore.CreateAsync(app.Database);
        using var client = app.CreateClient();
        var sent = sentAt is null ? "" : $"\"sentAt\":\"{sentAt}\",";
        var body = $$"""{"writeKey":"{{store.WriteKey}}",{{sent}}"batch":[{"type":"track","messageId":"m","userId":"u","event":"A","timestamp":"{{timestamp}}"}]}""";

        foreach (var route in (string[])["/v1/batch", "/v1/import"])
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri(route, UriKind.Relative), content, Cancelled);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{route}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("2015-06-01T00:00:00Z")]
    [InlineData("2019-12-31T23:59:59Z")]
    public async Task Import_BeforeTheFirstDayThatIsKept_IsAnsweredOnceAndForAll(string timestamp)
    {
        var store = await TestStore.CreateAsync(app.Database);
        using var client = app.CreateClient();
        using var content = new StringContent(
            $$"""{"writeKey":"{{store.WriteKey}}","batch":[{"type":"track","messageId":"m","userId":"u","event":"A","timestamp":"{{timestamp}}"}]}""", Encoding.UTF8, "application/json");

        using var answer = await client.PostAsync(new Uri("/v1/import", UriKind.Relative), content, Cancelled);

        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest,
            $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Cancelled)}");
    }

    [Theory]
    [InlineData(253402300799999)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Single_MillisecondsAtTheEndsOfTime_AreAnswered(long milliseconds)
    {
        var store = await TestStore.CreateAsync(app.Database, "IDR", "Pacific/Kiritimati");
        var (status, body) = await SendAsync(store,
            [$$"""{"type":"track","messageId":"m","userId":"u","event":"A","timestamp":{{milliseconds}} }"""]);

        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{status}: {body}");
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(TestStore store, IEnumerable<string> messages)
    {
        using var client = app.CreateClient();
        using var content = new StringContent($$"""{"writeKey":"{{store.WriteKey}}","batch":[{{string.Join(',', messages)}}]}""",
            Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/v1/batch", UriKind.Relative), content, Cancelled);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var tries = 0; !await condition(); tries++)
        {
            Assert.True(tries < 300, "It did not come to it.");
            await Task.Delay(100, Cancelled);
        }
    }

    public sealed class App : PortalApp
    {
        public FaultLog Faults { get; } = new();

        protected override void Configure(WebApplicationBuilder builder) => builder.Logging.AddProvider(Faults);
    }
}
