using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Domain.Events;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Exports;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Analytics;
using Portal.Testing.Events;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Analytics;

/// <summary>Events and visitors as programs and files get them.</summary>
public sealed class ExplorerApiTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateTime Noon = DateTime.UtcNow.Date.AddDays(-1).AddHours(5); // 12:00 in Jakarta

    [Fact]
    public async Task Events_OfTheStore_HaveCountsAndLines()
    {
        using var client = Client(await StoreAsync("names", Viewed("a"), Viewed("b"), new TestEvent("cart_viewed", Noon)));

        var rows = (await client.GetFromJsonAsync<JsonElement>("/api/v1/analytics/events?search=product", Cancel)).GetProperty("data")
            .GetProperty("rows");

        var row = Assert.Single(rows.EnumerateArray());
        Assert.Equal(("product_viewed", 2), (row.GetProperty("name").GetString(), row.GetProperty("events").GetInt64()));
        Assert.Equal((28, 2), (row.GetProperty("line").GetArrayLength(),
            row.GetProperty("line").EnumerateArray().Sum(day => day.GetInt64())));
    }

    [Fact]
    public async Task Event_Pages_FollowEachOtherAndAreMasked()
    {
        using var client = Client(await StoreAsync("pages", Viewed("a") with { At = Noon }, Viewed("b") with { At = Noon.AddMinutes(1), Properties = """{"email":"dewi@example.com","price":12.5}""" }));

        var first = (await client.GetFromJsonAsync<JsonElement>("/api/v1/analytics/events/product_viewed?size=1", Cancel))
            .GetProperty("data");
        var second = (await client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/analytics/events/product_viewed?size=1&before={first.GetProperty("next").GetString()}", Cancel)).GetProperty("data");

        var newest = first.GetProperty("events")[0];
        Assert.Equal(("b", "d•••@example.com", 12.5m),
            (newest.GetProperty("messageId").GetString(), newest.GetProperty("properties").GetProperty("email").GetString(),
            newest.GetProperty("properties").GetProperty("price").GetDecimal()));
        Assert.Equal("a", second.GetProperty("events")[0].GetProperty("messageId").GetString());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal(2, second.GetProperty("history").GetProperty("events").GetInt64());
    }

    [Theory]
    [InlineData("property=a.b.c.d&value=1", "property")]
    [InlineData("property=price", "value")]
    [InlineData("value=1", "value")]
    [InlineData("before=yesterday", "before")]
    [InlineData("size=501", "size")]
    public async Task Event_WrongParameter_IsNamed(string query, string field)
    {
        using var client = Client(await StoreAsync($"wrong-{field}-{query.Length}"));

        using var answer = await client.GetAsync(new Uri("/api/v1/analytics/events/product_viewed?" + query, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").EnumerateObject()
            .Select(error => error.Name));
    }

    [Fact]
    public async Task Schema_OfAName_TellsItsProperties()
    {
        using var client = Client(await StoreAsync("schema", Viewed("a") with { Properties = """{"price":1}""" }, Viewed("b") with { Properties = """{"price":"1"}""" }));

        var data = (await client.GetFromJsonAsync<JsonElement>("/api/v1/analytics/events/product_viewed/schema", Cancel))
            .GetProperty("data");

        var price = Assert.Single(data.GetProperty("properties").EnumerateArray());
        Assert.Equal((2, "price", true), (data.GetProperty("events").GetInt64(), price.GetProperty("path").GetString(),
            price.GetProperty("drifts").GetBoolean()));
    }

    [Fact]
    public async Task Timeline_OfAVisitor_HasSessionsAndOrders()
    {
        using var client = Client(await StoreAsync(
            "timeline",
            new TestEvent(EventName.PageViewed, Noon) { AnonymousId = "phone", UserId = "dewi@example.com", Path = "/" },
            new TestEvent(EventName.OrderCompleted, Noon.AddMinutes(1))
            {
                AnonymousId = null,
                UserId = "dewi@example.com",
                OrderId = "A-1",
                Revenue = 50_000,
                Currency = "IDR"
            }));
        var number = VisitorId.OfAnonymous("phone").ToString(CultureInfo.InvariantCulture);

        var answer = await client.GetFromJsonAsync<JsonElement>($"/api/v1/analytics/visitors/{number}/timeline", Cancel);

        Assert.Equal(VisitorId.OfUser("dewi@example.com").ToString(CultureInfo.InvariantCulture), answer.GetProperty("person").GetString());
        Assert.Equal(["d•••@example.com"], answer.GetProperty("userIds").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal(["order", "session", "sessionless"],
            answer.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()));
        Assert.Equal(50_000, answer.GetProperty("totals").GetProperty("revenue").GetDecimal());
    }

    [Theory]
    [InlineData("5")]
    [InlineData("dewi")]
    public async Task Timeline_UnknownVisitor_Is404(string visitor)
    {
        using var client = Client(await StoreAsync("unknown-" + visitor));

        using var answer = await client.GetAsync(new Uri($"/api/v1/analytics/visitors/{visitor}/timeline", UriKind.Relative), Cancel);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Api_OtherTenant_SeesNothing()
    {
        await StoreAsync("secret", new TestEvent(EventName.PageViewed, Noon) { AnonymousId = "phone" });
        using var stranger = Client(await StoreAsync("stranger"));

        var names = await stranger.GetFromJsonAsync<JsonElement>("/api/v1/analytics/events", Cancel);
        var events = await stranger.GetFromJsonAsync<JsonElement>("/api/v1/analytics/events/page_viewed", Cancel);
        using var timeline = await stranger.GetAsync(
            new Uri($"/api/v1/analytics/visitors/{VisitorId.OfAnonymous("phone").ToString(CultureInfo.InvariantCulture)}/timeline",
            UriKind.Relative), Cancel);

        Assert.Equal(0, names.GetProperty("data").GetProperty("total").GetInt64());
        Assert.Equal(0, events.GetProperty("data").GetProperty("events").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, timeline.StatusCode);
    }

    [Theory]
    [InlineData(StoreRole.Viewer, "d•••@example.com")]
    [InlineData(StoreRole.Support, "dewi@example.com")]
    public async Task Export_Events_AreCompleteAndMaskedByRole(StoreRole role, string email)
    {
        var store = await StoreAsync($"export-{role}".ToLowerInvariant(), Viewed("a") with { Properties = """{"email":"dewi@example.com","size":"M"}""" }, Viewed("b") with { Properties = """{"size":"L"}""" });
        await app.PersonAsync($"member@{store.Slug}.example", store.TenantId, role);
        using var browser = await app.SignedInAsync($"member@{store.Slug}.example");

        var csv = await browser.Client.GetStringAsync(new Uri(PortalUrls.EventsExport(store.Slug, "product_viewed"), UriKind.Relative),
            Cancel);
        var json = await browser.Client.GetFromJsonAsync<JsonElement>(PortalUrls.ExportAs(PortalUrls.EventsExport(store.Slug,
            "product_viewed"), ExportFormat.Json) + "?property=size&value=M", Cancel);
        var names = await browser.Client.GetStringAsync(new Uri(PortalUrls.EventNamesExport(store.Slug), UriKind.Relative), Cancel);

        Assert.Equal(3, csv.Trim().Split("\r\n").Length);
        Assert.Contains($"\"{{\"\"size\"\":\"\"M\"\",\"\"email\"\":\"\"{email}\"\"}}\"", csv, StringComparison.Ordinal);
        var only = Assert.Single(json.EnumerateArray());
        Assert.Equal(("a", email), (only.GetProperty("messageId").GetString(),
            only.GetProperty("properties").GetProperty("email").GetString()));
        Assert.Equal("product_viewed,2,1,0", names.Trim().Split("\r\n")[^1]);
    }

    private static TestEvent Viewed(string id) => new(EventName.ProductViewed, Noon) { MessageId = id };

    private async Task<ProvisionStoreResult.Provisioned> StoreAsync(string name, params IReadOnlyList<TestEvent> events)
    {
        var store = await app.StoreAsync(name, $"owner@{name}.example");
        if (events.Count > 0)
            await new TestStore(store.TenantId, store.SiteId, store.WriteKey, store.Slug).ProjectAsync(app.Database, events);
        return store;
    }

    private HttpClient Client(ProvisionStoreResult.Provisioned store)
    {
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", store.ApiToken);
        return client;
    }
}
