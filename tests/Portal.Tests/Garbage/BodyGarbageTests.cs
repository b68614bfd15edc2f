using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Portal.Infrastructure;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Garbage;

/// <summary>Garbage in bodies and headers, and requests that no client library would send.</summary>
public sealed class BodyGarbageTests(GarbageApp app) : IClassFixture<GarbageApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static readonly string[] Unstorable = [@"""a\u0000b""", @"""\ud800""", @"""x\udc00""", @"""\ud800\u0041"""];

    private static readonly string[] Senseless =
    [
        "null", "true", "[]", "{}", "[[[]]]", "\"\"", "\"0001-01-01\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00+14:00\"",
            "1e400", "-1e400", "1e28", "-1", "0.00000000001",
        "99999999999999999999999999", "\"" + new string('x', 100_000) + "\"", @"{""\u0000"":""x""}", @"[""\u0000""]", @"[{""\ud800"":1}]",
    ];

    [Fact]
    public async Task Writes_WithGarbageInAnyField_AreRefusedWithItsName()
    {
        var store = await app.StoreAsync("Writes", "owner@writes.example");
        using var client = Client(store.ApiToken!);
        var failures = new List<string>();

        foreach (var resource in ResourceCatalogue.All)
        {
            foreach (var field in resource.Fields.Where(field => field.IsWritable))
            {
                foreach (var garbage in Unstorable)
                {
                    var (status, body) = await PutAsync(client, $"{resource.Name}/x", $$"""{"{{field.Name}}":{{garbage}}}""");
                    if (status != 400 || !Names(body, field.Name))
                        failures.Add($"{resource.Name}.{field.Name} {garbage}: {status} {body}");
                }

                foreach (var garbage in Senseless)
                {
                    var (status, body) = await PutAsync(client, $"{resource.Name}/x", $$"""{"{{field.Name}}":{{garbage}}}""");
                    if (status >= 500)
                        failures.Add($"{resource.Name}.{field.Name} {garbage[..Math.Min(60, garbage.Length)]}: {status} {body}");
                }
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(40)) + '\n' + string.Join('\n', app.Faults.Newest));
        Assert.Empty(app.Faults.Newest);
    }

    [Fact]
    public async Task Bulk_WithARowThatCannotBeStored_StoresTheOthers()
    {
        var store = await app.StoreAsync("Bulk", "owner@bulk.example");
        using var client = Client(store.ApiToken!);

        using var answer = await client.PostAsync(
            new Uri("/api/v1/variants/bulk", UriKind.Relative), Json("""{"rows":[{"sku":"A","name":"a"},{"sku":"B","name":"\ud800"},{"sku":"C","options":{"x":"\u0000"}}]}"""), Cancel);
        var body = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var results = JsonDocument.Parse(body);
        Assert.Equal((1, 2), (results.RootElement.GetProperty("created").GetInt32(), results.RootElement.GetProperty("rejected")
            .GetInt32()));
        Assert.Contains("\"options.x\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_ThatBreaksOff_IsRefused()
    {
        await app.StoreAsync("Forms", "owner@broken-forms.example");
        using var browser = await app.SignedInAsync("owner@broken-forms.example");
        using var body = new StringContent("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nthe part has no end");
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");

        using var answer = await browser.Client.PostAsync(new Uri(PortalUrls.NewStore, UriKind.Relative), body, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(app.Faults.Newest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1")]
    [InlineData("{\"name\":\"\u00ff\"}")]
    [InlineData(
        "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}}}}}}}}}}")]
    public async Task Body_ThatIsNoJson_IsMalformed(string latin1)
    {
        var store = await app.StoreAsync("Json", $"{Guid.NewGuid():N}@json.example");
        using var client = Client(store.ApiToken!);
        using var body = new ByteArrayContent(Encoding.Latin1.GetBytes(latin1));

        using var answer = await client.PutAsync(new Uri("/api/v1/variants/A", UriKind.Relative), body, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"malformed\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"event":"\ud800"}""")]
    [InlineData("""{"event":"a\u0000"}""")]
    [InlineData("""{"event":"e","properties":{"\udc00":1}}""")]
    [InlineData("""{"event":"e","messageId":"\ud800"}""")]
    [InlineData("""{"event":"e","timestamp":"\ud800"}""")]
    [InlineData("""{"event":"e","a\u0000b":1}""")]
    [InlineData("""{"event":"e","\udc00":1}""")]
    [InlineData("""{"event":"e","integrations":{"\u0000":1}}""")]
    [InlineData("""{"event":"e","context":{"\u0000":1}}""")]
    public async Task Events_ThatCannotBeStored_AreRejectedByTheirPlace(string message)
    {
        var store = await TestStore.CreateAsync(app.Database);
        using var client = Client(store.WriteKey);
        var bad = message.Insert(1, "\"type\":\"track\",\"userId\":\"u\",");

        using var answer = await client.PostAsync(
            new Uri("/v1/batch", UriKind.Relative), Json($$"""{"batch":[{"type":"track","userId":"u","event":"good"},{{bad}}]}"""), Cancel);
        var body = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var told = JsonDocument.Parse(body);
        Assert.Equal((1, 1), (told.RootElement.GetProperty("accepted").GetInt32(), told.RootElement.GetProperty("rejected")[0]
            .GetProperty("index").GetInt32()));
    }

    [Theory]
    [InlineData("""{"\u0000":1}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"page":{"url":"\udc00"}}""")]
    public async Task Events_WithAContextForAllThatCannotBeStored_AreAllRejected(string context)
    {
        var store = await TestStore.CreateAsync(app.Database);
        using var client = Client(store.WriteKey);

        using var answer = await client.PostAsync(
            new Uri("/v1/batch", UriKind.Relative), Json($$"""{"batch":[{"type":"track","userId":"u","event":"good"}],"context":{{context}}}"""), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"rejected\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"batch":[],"writeKey":"\ud800"}""")]
    [InlineData("""{"batch":[],"writeKey":"a\u0000"}""")]
    [InlineData("""{"batch":[],"sentAt":"\ud800"}""")]
    [InlineData("""{"batch":[],"context":{"\ud800":"\ud800"}}""")]
    [InlineData("""{"\ud800":1,"batch":[]}""")]
    public async Task Events_WithGarbageAroundThem_AreRefused(string body)
    {
        using var client = app.CreateClient();

        using var answer = await client.PostAsync(new Uri("/v1/batch", UriKind.Relative), Json(body), Cancel);

        Assert.InRange((int)answer.StatusCode, 400, 401);
    }

    [Theory]
    [InlineData("Authorization: Bearer {0}\r\nIdempotency-Key: \u00ff\u00fe", "{{\"name\":\"x\"}}", 400)]
    [InlineData("Authorization: Bearer {0}\r\nIdempotency-Key: a\0b", "{{\"name\":\"x\"}}", 400)]
    [InlineData("Authorization: Bearer {0}\r\nIf-Match: \"\u00c3", "{{\"name\":\"x\"}}", 400)]
    [InlineData("Authorization: Bearer at_\0", "{{\"name\":\"x\"}}", 400)]
    [InlineData("Authorization: Bearer at_x", "{{\"name\":\"x\"}}", 401)]
    [InlineData("Authorization: Bearer", "{{\"name\":\"x\"}}", 401)]
    [InlineData("Authorization: Basic {0}", "{{\"name\":\"x\"}}", 401)]
    public async Task Headers_WithGarbage_AreRefused(string headers, string body, int status)
    {
        var store = await app.StoreAsync("Headers", $"{Guid.NewGuid():N}@headers.example");
        using var client = await RawClient.ConnectAsync(app.Address, Cancel);
        body = string.Format(System.Globalization.CultureInfo.InvariantCulture, body);

        await client.SendAsync(
            $"PUT /api/v1/variants/A HTTP/1.1\r\nHost: "
                + $"localhost\r\n{headers.Replace("{0}", store.ApiToken, StringComparison.Ordinal)}\r\nContent-Type: "
                + $"application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}", Cancel);

        Assert.StartsWith($"HTTP/1.1 {status} ", await client.ReadStatusAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST /v1/batch")]
    [InlineData("POST /v1/track")]
    [InlineData("PUT /api/v1/variants/A")]
    [InlineData("POST /api/v1/variants/bulk")]
    [InlineData("POST /api/v1/imports")]
    [InlineData("POST /api/v1/platform/stores")]
    [InlineData("POST /sign-in")]
    [InlineData("POST /sign-out")]
    public async Task Chunks_ThatAreNone_AreMalformed(string line)
    {
        var store = await app.StoreAsync("Chunks", $"{Guid.NewGuid():N}@chunks.example");
        var type = line.EndsWith("imports", StringComparison.Ordinal) ? "multipart/form-data; boundary=b"
            : line.Contains("/sign", StringComparison.Ordinal) ? "application/x-www-form-urlencoded" : "application/json";
        using var client = await RawClient.ConnectAsync(app.Address, Cancel);

        await client.SendAsync(
            $"{line} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {store.ApiToken}\r\nContent-Type: {type}\r\nTransfer-Encoding: "
                + $"chunked\r\n\r\nZZZ\r\nnothing\r\n", Cancel);

        var status = await client.ReadStatusAsync(Cancel);
        Assert.StartsWith(line.Contains("platform", StringComparison.Ordinal) ? "HTTP/1.1 401 "
            : "HTTP/1.1 400 ", status, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /s/%00/analytics")]
    [InlineData("GET /api/v1/variants/%00")]
    [InlineData("GET /\0")]
    [InlineData("GET /sign-in?x=\u00ff")]
    [InlineData("GET nothing")]
    [InlineData("BREW /")]
    public async Task Lines_WithGarbage_AreNeverAFailure(string line)
    {
        using var client = await RawClient.ConnectAsync(app.Address, Cancel);

        await client.SendAsync($"{line} HTTP/1.1\r\nHost: localhost\r\n\r\n", Cancel);

        Assert.StartsWith("HTTP/1.1 4", await client.ReadStatusAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WithTextThatCannotBeStored_IsAnsweredWithAPage()
    {
        using var browser = app.Browser();
        await browser.OpenAsync(PortalUrls.SignIn);

        await browser.SubmitAsync("sign-in", ("Email", "a\0@b.example"), ("Password", "x"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("cannot be read", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WithGarbageInItsParts_IsRefused()
    {
        var store = await app.StoreAsync("Import", "owner@import.example");
        using var client = Client(store.ApiToken!);
        foreach (var (part, value) in (IEnumerable<(string, string)>)[("mapping", """{"a":"\u0000"}"""), ("mapping", """{"\ud800":"x"}"""), ("options", """{"nonProducts":["\u0000"]}"""), ("kind", "\0"), ("\0", "x")])
        {
            using var form = new MultipartFormDataContent { { new StringContent("orders"), "kind" },
                { new StringContent("orderId,a\0b\r\n1,2\r\n"), "file", "f.csv" } };
            form.Add(new StringContent(value), part == "\0" ? "nul" : part);
            using var answer = await client.PostAsync(new Uri("/api/v1/imports", UriKind.Relative), form, Cancel);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    private static bool Names(string body, string field)
    {
        using var problem = JsonDocument.Parse(body);
        return problem.RootElement.GetProperty("errors").EnumerateObject()
            .Any(error => error.Name.StartsWith(field, StringComparison.Ordinal));
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<(int Status, string Body)> PutAsync(HttpClient client, string path, string body)
    {
        using var answer = await client.PutAsync(new Uri("/api/v1/" + path, UriKind.Relative), Json(body), Cancel);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private HttpClient Client(string token)
    {
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
