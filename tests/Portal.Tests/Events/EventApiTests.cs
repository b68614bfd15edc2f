using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Events;

/// <summary>The routes and answers of the event API's contract.</summary>
public sealed class EventApiTests(PortalApp portal) : IClassFixture<PortalApp>
{
    private static string Now => DateTimeOffset.UtcNow.ToString("O");

    [Theory]
    [InlineData("track", """ "event":"Product Viewed","properties":{"price":1.5} """, "product_viewed")]
    [InlineData("identify", """ "traits":{"email":"a@b.example"} """, "identify")]
    [InlineData("page", """ "name":"Home","properties":{"url":"https://s.example/"} """, "page_viewed")]
    [InlineData("screen", """ "name":"Home" """, "screen_viewed")]
    [InlineData("group", """ "groupId":"g1","traits":{} """, "group")]
    [InlineData("alias", """ "previousId":"old" """, "alias")]
    public async Task Single_EveryRoute_StoresOneRow(string route, string members, string name)
    {
        var store = await TestStore.CreateAsync(portal.Database);

        var answer = await PostAsync(store.WriteKey, "/v1/" + route, $$"""{"messageId":"m1","userId":"u1","timestamp":"{{Now}}",{{members}}}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("""{"success":true,"accepted":1,"duplicates":0,"rejected":[]}""", answer.Body);
        Assert.Equal([$"{route}/{name}/u1"], await portal.Database.ListAsync<string>(
            "select type || '/' || name || '/' || user_id from events where tenant_id = $1", store.TenantId));
    }

    [Theory]
    [InlineData("basic")]
    [InlineData("bearer")]
    [InlineData("body")]
    public async Task Batch_WriteKeyInAnyPlace_IsFound(string place)
    {
        var store = await TestStore.CreateAsync(portal.Database);
        using var client = portal.CreateClient();
        client.DefaultRequestHeaders.Authorization = place switch
        {
            "basic" => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(store.WriteKey + ":"))),
            "bearer" => new("Bearer", store.WriteKey),
            _ => null,
        };
        var key = place == "body" ? $"""
            ,"writeKey":"{store.WriteKey}"
            """ : "";

        var response = await client.PostAsync("/v1/batch", Json($$"""{"batch":[{{Track("m1")}}]{{key}}}"""), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, await CountAsync(store));
    }

    [Fact]
    public async Task Batch_PlainTextAndGzip_AreTaken()
    {
        var store = await TestStore.CreateAsync(portal.Database);
        var body = Encoding.UTF8.GetBytes($$"""{"writeKey":"{{store.WriteKey}}","batch":[{{Track("m1")}},{{Track("m2")}}]}""");
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(body, TestContext.Current.CancellationToken);
        }

        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new("text/plain") { CharSet = "utf-8" };
        content.Headers.ContentEncoding.Add("gzip");
        using var client = portal.CreateClient();

        var response = await client.PostAsync("/v1/batch", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, await CountAsync(store));
    }

    [Fact]
    public async Task Batch_SomeBadMessages_StoresTheGoodAndNamesTheBadByIndex()
    {
        var store = await TestStore.CreateAsync(portal.Database);
        string[] messages =
        [
            Track("good-1"),
            """{"type":"track","userId":"u"}""",
            """{"type":"dance","userId":"u"}""",
            """{"type":"track","event":"X"}""",
            "42",
            $$"""{"type":"track","event":"X","userId":"u","timestamp":"{{DateTimeOffset.UtcNow.AddDays(-31):O}}"}""",
            $$"""{"type":"track","event":"X","userId":"u","timestamp":"{{DateTimeOffset.UtcNow.AddHours(2):O}}"}""",
            """{"type":"track","event":"X","userId":"u","timestamp":"yesterday"}""",
            """{"type":"track","event":"X","userId":"u","messageId":""}""",
            """{"type":"track","event":"X","userId":"u","properties":[1]}""",
            """{"type":"track","event":"X","userId":"u","properties":{"a":"\u0000"}}""",
            """{"type":"track","event":"X","userId":"u","properties":{"a":"\ud800"}}""",
            """{"type":"track","event":"X","userId":"u","properties":{"a":1e999}}""",
            $$"""{"type":"track","event":"X","userId":"u","properties":{{new string('[', 20)}}{{new string(']', 20)}}}""",
            """{"type":"track","event":"X","userId":"u","properties":""" + string.Concat(Enumerable.Repeat("{\"a\":", 16)) + "1" + new string('}', 17),
            """{"type":"track","event":"X","userId":"u","properties":{"a":"LONG"}}""".Replace("LONG", new string('x', 33_000), StringComparison.Ordinal),
            """{"type":"track","event":"Order Completed","userId":"u","properties":{"order_id":"1","revenue":"lots"}}""",
            Track("good-2"),
        ];

        var answer = await PostAsync(store.WriteKey, "/v1/batch", $$"""{"batch":[{{string.Join(',', messages)}}]}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        using var document = JsonDocument.Parse(answer.Body);
        Assert.Equal(2, document.RootElement.GetProperty("accepted").GetInt32());
        Assert.Equal(
            [
                "1 missing_event", "2 invalid_type", "3 missing_identity", "4 invalid_message", "5 timestamp_out_of_range",
                "6 timestamp_out_of_range", "7 invalid_timestamp", "8 invalid_message_id", "9 invalid_object", "10 invalid_text",
                "11 invalid_text", "12 invalid_number", "13 too_deep", "14 too_deep", "15 message_too_large", "16 invalid_revenue",
            ],
            document.RootElement.GetProperty("rejected").EnumerateArray().Select(r => $"{r.GetProperty("index")} {r.GetProperty("code")}"));
        Assert.Equal(2, await CountAsync(store));
    }

    [Fact]
    public async Task Batch_SameMessageAgain_CountsOnceAndIsAccepted()
    {
        var store = await TestStore.CreateAsync(portal.Database);
        var stamped = DateTimeOffset.UtcNow.AddMinutes(-3);
        string Body(params string[] ids) => $$"""{"sentAt":"{{Now}}","batch":[{{string.Join(',', ids.Select(i => Track(i, stamped)))}}]}""";

        await PostAsync(store.WriteKey, "/v1/batch", Body("a", "b"));
        var answer = await PostAsync(store.WriteKey, "/v1/batch", Body("b", "c", "c"));

        Assert.Equal("""{"success":true,"accepted":3,"duplicates":2,"rejected":[]}""", answer.Body);
        Assert.Equal(["a", "b", "c"], await portal.Database.ListAsync<string>(
            "select message_id from events where tenant_id = $1 order by 1", store.TenantId));
    }

    [Fact]
    public async Task Track_NoMessageIdAndNoTimestamp_ResendCountsOnce()
    {
        var store = await TestStore.CreateAsync(portal.Database);
        const string Message = """{"event":"Signed Up","userId":"u1"}""";

        await PostAsync(store.WriteKey, "/v1/track", Message);
        var answer = await PostAsync(store.WriteKey, "/v1/track", Message);

        Assert.Contains("\"duplicates\":1", answer.Body, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(store));
    }

    [Fact]
    public async Task Batch_ClientClockIsWrong_IsCorrectedBySentAt()
    {
        var store = await TestStore.CreateAsync(portal.Database);
        var wrong = DateTimeOffset.UtcNow.AddYears(-3);

        var answer = await PostAsync(store.WriteKey, "/v1/batch", $$"""{"sentAt":"{{wrong.ToString("O")}}","batch":[{{Track("m1", wrong.AddSeconds(-10))}}]}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var age = await portal.Database.ScalarAsync<double>(
            "select extract(epoch from now() - occurred_at)::float8 from events where tenant_id = $1", store.TenantId);
        Assert.InRange(age, 9, 20);
    }

    [Fact]
    public async Task Import_OldMessage_IsTakenOnItsOwnDay()
    {
        var store = await TestStore.CreateAsync(portal.Database);
        var old = new DateTimeOffset(2021, 3, 4, 5, 6, 7, TimeSpan.Zero);

        var answer = await PostAsync(store.WriteKey, "/v1/import", $$"""{"sentAt":"{{Now}}","batch":[{{Track("m1", old)}}]}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(1, await portal.Database.ScalarAsync<long>(
            "select count(*) from events_20210304 where tenant_id = $1 and occurred_at = $2", store.TenantId, old));
    }

    [Fact]
    public async Task Order_GoogleAnalyticsName_IsAnOrderWithItsMoney()
    {
        var store = await TestStore.CreateAsync(portal.Database);

        await PostAsync(store.WriteKey, "/v1/track", """{"event":"purchase","anonymousId":"v","properties":{"transaction_id":"T-1","value":"49.905","currency":"EUR"}}""");

        Assert.Equal(["order_completed T-1 49.9050 EUR"], await portal.Database.ListAsync<string>(
            "select concat_ws(' ', name, order_id, revenue, currency) from events where tenant_id = $1", store.TenantId));
    }

    [Fact]
    public async Task Message_UnknownFieldsAndSharedContext_AreKeptInContext()
    {
        var store = await TestStore.CreateAsync(portal.Database);

        await PostAsync(store.WriteKey, "/v1/batch", """
            {"context":{"library":{"name":"x"},"locale":"de"},"batch":[{"type":"track","event":"E","userId":"u","shop":"north","context":{"locale":"id"}}]}
            """);

        Assert.Equal("""{"shop": "north", "locale": "id", "library": {"name": "x"}}""", await portal.Database.ScalarAsync<string>(
            "select context::text from events where tenant_id = $1", store.TenantId));
    }

    [Fact]
    public async Task Origin_NotAllowedBySite_IsRefusedAndAllowedOnesAreEchoed()
    {
        var store = await TestStore.CreateAsync(portal.Database, allowedOrigins: "https://shop.example");
        using var client = portal.CreateClient();

        async Task<HttpResponseMessage> SendAsync(string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/track") { Content = Json(Track("m1")) };
            request.Headers.Add("Origin", origin);
            request.Headers.Authorization = new("Bearer", store.WriteKey);
            return await client.SendAsync(request, TestContext.Current.CancellationToken);
        }

        var refused = await SendAsync("https://evil.example");
        var taken = await SendAsync("https://shop.example");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.False(refused.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal("https://shop.example", Assert.Single(taken.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.False(taken.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Preflight_AnyOrigin_IsAnswered()
    {
        using var client = portal.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/batch");
        request.Headers.Add("Origin", "https://shop.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");

        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("authorization, content-type, content-encoding",
            Assert.Single(response.Headers.GetValues("Access-Control-Allow-Headers")));
    }

    [Theory]
    [InlineData("{", 400, "invalid_json")]
    [InlineData("[]", 400, "invalid_json")]
    [InlineData("""{"batch":[]}""", 400, "no_messages")]
    [InlineData("""{"hello":1}""", 400, "no_messages")]
    [InlineData("""{"batch":[1,2]}""", 400, "all_rejected")]
    public async Task Batch_NothingToTake_SaysWhy(string body, int status, string code)
    {
        var store = await TestStore.CreateAsync(portal.Database);

        var answer = await PostAsync(store.WriteKey, "/v1/batch", body);

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(code, answer.Code);
    }

    [Fact]
    public async Task Batch_OverTheLimits_Is413And415()
    {
        var store = await TestStore.CreateAsync(portal.Database);

        var many = await PostAsync(store.WriteKey, "/v1/batch", $$"""{"batch":[{{string.Join(',', Enumerable.Repeat("{}", 1001))}}]}""");
        var large = await PostAsync(store.WriteKey, "/v1/batch", $$"""{"batch":["{{new string('x', 520_000)}}"]}""");
        using var client = portal.CreateClient();
        var xml = await client.PostAsync("/v1/batch", new StringContent("<a/>", Encoding.UTF8, "application/xml"),
            TestContext.Current.CancellationToken);

        Assert.Equal((413, "too_many_messages"), ((int)many.Status, many.Code));
        Assert.Equal((413, "body_too_large"), ((int)large.Status, large.Code));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, xml.StatusCode);
    }

    [Fact]
    public async Task WriteKey_UnknownRevokedOrSuspended_IsRefused()
    {
        var suspended = await TestStore.CreateAsync(portal.Database);
        await portal.Database.ExecuteAsync("update tenants set suspended_at = now() where id = $1", suspended.TenantId);
        var revoked = await TestStore.CreateAsync(portal.Database);
        await portal.Database.ExecuteAsync("update write_keys set revoked_at = now() where tenant_id = $1", revoked.TenantId);
        var rotated = await TestStore.CreateAsync(portal.Database);
        await portal.Database.ExecuteAsync("update write_keys set valid_until = now() + interval '1 hour' where tenant_id = $1",
            rotated.TenantId);

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("wk_unknown", "/v1/track", Track("m"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(revoked.WriteKey, "/v1/track", Track("m"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(suspended.WriteKey, "/v1/track", Track("m"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(rotated.WriteKey, "/v1/track", Track("m"))).Status);
    }

    private static string Track(string id, DateTimeOffset? at = null) =>
        $$"""{"type":"track","messageId":"{{id}}","event":"Product Viewed","anonymousId":"visitor-1","timestamp":"{{at ?? DateTimeOffset.UtcNow:O}}"}""";

    private static StringContent Json(string body) => new(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private Task<long> CountAsync(TestStore store) =>
        portal.Database.ScalarAsync<long>("select count(*) from events where tenant_id = $1", store.TenantId);

    private async Task<(HttpStatusCode Status, string Body, string? Code)> PostAsync(string key, string path, string body)
    {
        using var client = portal.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(key + ":")));
        var response = await client.PostAsync(path, Json(body), TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var document = text.Length == 0 ? null : JsonDocument.Parse(text);
        return (response.StatusCode, text, document?.RootElement.TryGetProperty("code", out var code) == true ? code.GetString() : null);
    }
}
