using Portal.Domain.Events;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Events.Parsing;

/// <summary>What becomes of messages at the edges of the contract, seen in the table.</summary>
public sealed class EventParserTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string NotOnADay = "1970-01-01";

    [Theory]
    [InlineData(""" "userId":42 """, "42")]
    [InlineData(""" "userId":"a\"b\\c\u00e9" """, "a\"b\\cé")]
    [InlineData(""" "userId":null,"anonymousId":"v" """, null)]
    public async Task UserId_NumberEscapesOrNull_IsItsText(string members, string? expected)
    {
        var store = await StoreAsync($$"""{"type":"track","event":"E",{{members}}}""");

        Assert.Equal(expected ?? "none", await ScalarAsync(store, "coalesce(user_id, 'none')"));
    }

    [Theory]
    [InlineData(""" "userId":"u","event":"E","messageId":7 """, "7")]
    [InlineData(""" "userId":"u","event":"E","messageId":null """, "content-")]
    [InlineData(""" "userId":"u","event":"E" """, "content-")]
    public async Task MessageId_NumberNullOrMissing_IsTextOrMadeFromTheContent(string members, string expected)
    {
        var store = await StoreAsync($$"""{"type":"track",{{members}}}""");

        Assert.StartsWith(expected, await ScalarAsync(store, "message_id"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MessageId_HundredCharactersOfFourBytes_IsTakenAndOneMoreIsNot()
    {
        var longest = string.Concat(Enumerable.Repeat("🛒", 50));
        var store = await StoreAsync(Track(longest));

        Assert.Equal(longest, await ScalarAsync(store, "message_id"));
        Assert.Equal("invalid_message_id", Rejected(Track(longest + "x")));
    }

    [Fact]
    public async Task Path_LongerThanAnIndexTakes_IsCutBetweenTwoCharactersAndTheAddressIsNot()
    {
        var path = "/a" + string.Concat(Enumerable.Repeat("é", 2000));
        var store = await StoreAsync($$$"""{"type":"page","userId":"u","properties":{"path":"{{{path}}}","url":"https://shop.example{{{path}}}"}}""");

        Assert.Equal("/a" + string.Concat(Enumerable.Repeat("é", 499)), await ScalarAsync(store, "path"));
        Assert.Equal("https://shop.example" + path, await ScalarAsync(store, "url"));
    }

    [Theory]
    [InlineData("\"2024-02-29T12:00:00Z\"", "2024-02-29 12:00:00+00")]
    [InlineData("\"2024-02-29T12:00:00.123+02:00\"", "2024-02-29 10:00:00.123+00")]
    [InlineData("\"2024-02-29T12:00:00\"", "2024-02-29 12:00:00+00")]
    [InlineData("\"2024-02-29\"", "2024-02-29 00:00:00+00")]
    [InlineData("1709208000123", "2024-02-29 12:00:00.123+00")]
    public async Task Timestamp_AsSdksWriteIt_IsThatInstant(string timestamp, string expected)
    {
        var store = await StoreAsync($$"""{"type":"track","event":"E","userId":"u","timestamp":{{timestamp}}}""", isImport: true);

        Assert.Equal(expected, await ScalarAsync(store, "(occurred_at at time zone 'UTC')::text || '+00'"));
        Assert.Equal("2024-02-29", await ScalarAsync(store, "event_day::text"));
    }

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("-1")]
    [InlineData("\"\"")]
    public void Timestamp_NoInstant_IsRejected(string timestamp) =>
        Assert.Equal("invalid_timestamp", Rejected($$"""{"type":"track","event":"E","userId":"u","timestamp":{{timestamp}}}"""));

    [Fact]
    public void Timestamp_AtTheLimits_IsTakenAndBeyondIsNot()
    {
        var now = new DateTimeOffset(2024, 6, 1, 12, 0, 0, TimeSpan.Zero);

        Assert.Null(Rejected(Track("m", now.AddDays(-30)), now));
        Assert.Null(Rejected(Track("m", now.AddHours(1)), now));
        Assert.Equal("timestamp_out_of_range", Rejected(Track("m", now.AddDays(-30).AddSeconds(-1)), now));
        Assert.Equal("timestamp_out_of_range", Rejected(Track("m", now.AddHours(1).AddSeconds(1)), now));
    }

    [Fact]
    public async Task Day_ClockHalfADayOff_IsUnplacedSoThatAResendFindsItself()
    {
        var now = DateTimeOffset.UtcNow;
        var wrong = now.AddHours(-13);
        var store = await TestStore.CreateAsync(postgres.Database);
        foreach (var delay in (int[])[0, 1])
        {
            var sent = $$"""{"sentAt":"{{wrong.AddHours(delay):O}}","batch":[{{Track("m", wrong)}}]}""";
            await WriteAsync(store, sent, now.AddHours(delay));
        }

        Assert.Equal([NotOnADay], await postgres.Database.ListAsync<string>("select event_day::text from events where tenant_id = $1",
            store.TenantId));
    }

    [Fact]
    public async Task Day_ResendAfterMidnight_IsTheOneOfTheTimestamp()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var at = new DateTimeOffset(DateTimeOffset.UtcNow.Date, TimeSpan.Zero).AddDays(-1).AddHours(23.99);
        foreach (var received in (DateTimeOffset[])[at.AddSeconds(5), at.AddHours(2)])
        {
            await WriteAsync(store, $$"""{"sentAt":"{{received.AddSeconds(-1):O}}","batch":[{{Track("m", at)}}]}""", received);
        }

        Assert.Equal([at.ToString("yyyy-MM-dd", null)],
            await postgres.Database.ListAsync<string>("select event_day::text from events where tenant_id = $1", store.TenantId));
    }

    [Theory]
    [InlineData("""{"revenue":"12.5","total":99}""", "12.5000")]
    [InlineData("""{"total":99}""", "99.0000")]
    [InlineData("""{"revenue":null,"value":"7"}""", "7.0000")]
    [InlineData("""{"revenue":-20}""", "20.0000")]
    [InlineData("""{"coupon":"X"}""", "none")]
    public async Task Revenue_WhereItStands_IsTheOrdersMoney(string properties, string expected)
    {
        var store = await StoreAsync($$"""{"type":"track","event":"Order Refunded","userId":"u","properties":{{properties}}}""");

        Assert.Equal(expected, await ScalarAsync(store, "coalesce(revenue::text, 'none')"));
    }

    [Theory]
    [InlineData("1e30")]
    [InlineData("\"12,50\"")]
    [InlineData("\"\"")]
    [InlineData("[1]")]
    [InlineData("true")]
    public void Revenue_NoAmount_IsRejected(string revenue) =>
        Assert.Equal("invalid_revenue", Rejected($$"""{"type":"track","event":"Order Completed","userId":"u","properties":{"revenue":{{revenue}}} }"""));

    [Fact]
    public async Task Page_PropertiesBeforeContext_FillItsColumns()
    {
        var store = await StoreAsync("""
            {"type":"page","name":"Home","anonymousId":"v","properties":{"url":"https://a/","title":"A"},
             "context":{"sessionId":"s-1","page":{"url":"https://b/","path":"/b","referrer":"https://c/"}}}
            """);

        Assert.Equal("https://a/|/b|A|https://c/|s-1", await ScalarAsync(store, "concat_ws('|', url, path, title, referrer, session_id)"));
    }

    [Fact]
    public async Task Context_OwnSharedAndUnknownMembers_TheNearestWins()
    {
        var store = await TestStore.CreateAsync(postgres.Database);

        await WriteAsync(store, """{"context":{"a":1,"b":1},"batch":[{"type":"track","event":"E","userId":"u","a":3,"c":3,"context":{ "b" : 2 } },{"type":"track","event":"F","userId":"u","context":{}}]}""");

        Assert.Equal(["""{"a": 1, "b": 2, "c": 3}""", """{"a": 1, "b": 1}"""], await postgres.Database.ListAsync<string>(
            "select context::text from events where tenant_id = $1 order by name", store.TenantId));
    }

    [Theory]
    [InlineData(""" "event":"E","userId":"" """, "missing_identity")]
    [InlineData(""" "event":"E","userId":{} """, "missing_identity")]
    [InlineData(""" "event":"","userId":"u" """, "missing_event")]
    [InlineData(""" "event":" - ","userId":"u" """, "missing_event")]
    [InlineData(""" "event":"E","userId":"u","context":"x" """, "invalid_object")]
    [InlineData(""" "event":"E","userId":"u","properties":{"\u0000":1} """, "invalid_text")]
    public void Message_AgainstTheContract_IsRejected(string members, string code) => Assert.Equal(code, Rejected($$"""{"type":"track",{{members}}}"""));

    // The difference of two clocks may be thousands of years.
    [Theory]
    [InlineData("9998-12-31T23:59:59Z", "0002-01-01T00:00:00Z")]
    [InlineData("0002-01-01T00:00:00Z", "9998-12-31T23:59:59Z")]
    [InlineData("2024-02-29T12:00:00Z", "0002-01-01T00:00:00Z")]
    public void Timestamp_ClocksFarApart_IsRejected(string timestamp, string sentAt)
    {
        var store = new TestStore(Guid.NewGuid(), Guid.NewGuid(), "wk_1", "store");
        using var request = Parse(store,
            $$"""{"sentAt":"{{sentAt}}","batch":[{"type":"track","event":"E","userId":"u","timestamp":"{{timestamp}}"}]}""");

        Assert.Equal("timestamp_out_of_range", Assert.Single(request.Rejections).Code);
    }

    [Theory]
    [InlineData("\"0001-01-01T00:00:00Z\"", "invalid_timestamp")]
    [InlineData("\"0001-01-01T00:00:00+14:00\"", "invalid_timestamp")]
    [InlineData("\"9999-12-31T23:59:59-14:00\"", "invalid_timestamp")]
    [InlineData("\"10000-01-01T00:00:00Z\"", "invalid_timestamp")]
    [InlineData("\"2024-02-29T12:00:60Z\"", "invalid_timestamp")]
    [InlineData("\"2024-02-29T12:00:00+14:01\"", "invalid_timestamp")]
    [InlineData("1e300", "invalid_timestamp")]
    [InlineData("-1", "invalid_timestamp")]
    [InlineData("\"\\ud800\"", "invalid_text")]
    [InlineData("\"9998-12-31T23:59:59Z\"", "timestamp_out_of_range")]
    public void Timestamp_AtTheEdges_IsRejected(string timestamp, string code) =>
        Assert.Equal(code, Rejected($$"""{"type":"track","event":"E","userId":"u","timestamp":{{timestamp}}}"""));

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e999999999")]
    [InlineData("1e-16000")]
    [InlineData("0e-16000")]
    [InlineData("0e99999")]
    public void Number_ThatIsWrittenOutAtLength_IsRejected(string number) =>
        Assert.Equal("invalid_number", Rejected($$"""{"type":"track","event":"E","userId":"u","properties":{"n":{{number}}} }"""));

    [Theory]
    [InlineData("1e308")]
    [InlineData("1e-308")]
    [InlineData("-0")]
    [InlineData("0e0")]
    [InlineData("123456789012345678901234567890.5")]
    public void Number_ThatProgramsKnow_IsTaken(string number) =>
        Assert.Null(Rejected($$"""{"type":"track","event":"E","userId":"u","properties":{"n":{{number}}} }"""));

    [Theory]
    [InlineData(""" "\ud800":1 """)]
    [InlineData(""" "x\udc00":{"a":1} """)]
    [InlineData(""" "properties":{"\ud800\ud800":1} """)]
    [InlineData(""" "event":"\ud83d" """)]
    public void Names_HalvesOfPairs_AreRejected(string members) =>
        Assert.Equal("invalid_text", Rejected($$"""{"type":"track","userId":"u",{{members}}}"""));

    // It is the key of what the order becomes, and an index takes no longer one.
    [Fact]
    public void OrderId_LongerThanAKey_IsRejected()
    {
        Assert.Equal("text_too_long", Rejected($$"""{"type":"track","event":"Order Completed","userId":"u","properties":{"order_id":"{{new string('x', 201)}}"} }"""));
        Assert.Null(Rejected($$"""{"type":"track","event":"Order Completed","userId":"u","properties":{"order_id":"{{new string('x', 200)}}"} }"""));
    }

    [Theory]
    [InlineData("""{"a":"\u0000"}""", "invalid_text")]
    [InlineData("""{"a":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}""", "too_deep")]
    public void Context_SharedAndNotStorable_RejectsEachMessage(string context, string code)
    {
        using var request = Parse(new(Guid.NewGuid(), Guid.NewGuid(), "wk_1", "store"),
            $$"""{"context":{{context}},"batch":[{{Track("m1")}},{{Track("m2")}}]}""");

        Assert.Equal([(0, code), (1, code)], request.Rejections.Select(rejection => (rejection.Index, rejection.Code)));
    }

    // A few kilobytes of gzip would become hundreds of megabytes of rows.
    [Fact]
    public void Context_SharedByVeryMany_IsKeptWithinTheLimitOfARequest()
    {
        var shared = new string('x', 20_000);
        using var request = Parse(new(Guid.NewGuid(), Guid.NewGuid(), "wk_1", "store"), $$"""{"context":{"a":"{{shared}}"},"batch":[{{string.Join(',', Enumerable.Range(0, 900).Select(number => Track($"m{number}")))}}]}""");

        Assert.InRange(request.Rows.Length, 1, EventLimits.ExpandedBytes * 2);
        Assert.InRange(request.Events.Count, 100, 300);
        Assert.All(request.Rejections, rejection => Assert.Equal("context_too_large", rejection.Code));
        Assert.Equal(900, request.Events.Count + request.Rejections.Count);
    }

    private static string? Rejected(string message, DateTimeOffset? receivedAt = null)
    {
        var store = new TestStore(Guid.NewGuid(), Guid.NewGuid(), "wk_1", "store");
        using var request = Parse(store, Batch(message), receivedAt);
        return request.Rejections.SingleOrDefault()?.Code;
    }

    private async Task<TestStore> StoreAsync(string message, bool isImport = false)
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await WriteAsync(store, Batch(message), isImport: isImport);
        return store;
    }

    private async Task WriteAsync(TestStore store, string batch, DateTimeOffset? receivedAt = null, bool isImport = false)
    {
        using var request = Parse(store, batch, receivedAt, isImport);
        Assert.Empty(request.Rejections);
        await EventRequests.WriteAsync(postgres.Database, request);
    }

    private Task<string> ScalarAsync(TestStore store, string expression) =>
        postgres.Database.ScalarAsync<string>($"select {expression} from events where tenant_id = $1", store.TenantId);
}
