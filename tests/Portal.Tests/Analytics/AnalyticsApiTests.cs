using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Analytics;
using Portal.Testing.Events;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Analytics;

/// <summary>What holds for every question of the analytics API.</summary>
public sealed class AnalyticsApiTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Overview_WithoutParameters_IsTheLastTwentyEightDaysOfTheStore()
    {
        using var client = await ClientAsync("standard");

        var answer = await client.GetFromJsonAsync<JsonElement>("/api/v1/analytics/overview", Cancel);

        var (from, to) = (Day(answer, "from"), Day(answer, "to"));
        Assert.Equal(28, to.DayNumber - from.DayNumber + 1);
        Assert.Equal(("Asia/Jakarta", "IDR"), (answer.GetProperty("timeZone").GetString(), answer.GetProperty("currency").GetString()));
        Assert.Equal(28, answer.GetProperty("data").GetProperty("points").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("data").GetProperty("figures").GetProperty("conversion").ValueKind);
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-11-20&to=2026-11-19", "from")]
    [InlineData("from=2024-01-01&to=2026-01-01", "from")]
    [InlineData("to=19.11.2026", "to")]
    [InlineData("bots=perhaps", "bots")]
    [InlineData("form=2026-11-19", "form")]
    public Task Overview_WrongParameter_IsNamed(string query, string field) => AssertNamedAsync("overview", query, field);

    [Theory]
    [InlineData("breakdown", "by=weather", "by")]
    [InlineData("pages", "size=1000", "size")]
    [InlineData("pages", "sort=colour", "sort")]
    [InlineData("attribution", "lookback=31", "lookback")]
    [InlineData("retention", "period=decade", "period")]
    public Task Question_WrongParameter_IsNamed(string question, string query, string field) => AssertNamedAsync(question, query, field);

    private async Task AssertNamedAsync(string question, string query, string field)
    {
        using var client = await ClientAsync($"wrong-{Guid.NewGuid():N}");

        using var answer = await client.GetAsync(new Uri($"/api/v1/analytics/{question}?{query}", UriKind.Relative), Cancel);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("invalid", problem.GetProperty("code").GetString());
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Answers_OfTheStory_AreThoseCountedByHand()
    {
        using var client = await ClientAsync("story", AnalyticsStory.Events);

        Assert.Equal((3L, 4L, 2L), await ReadAsync(client, "overview", data => (
            data.GetProperty("visitors").GetInt64(), data.GetProperty("figures").GetProperty("sessions").GetInt64(),
            data.GetProperty("figures").GetProperty("orders").GetInt64())));
        Assert.Equal(["direct", "email", "organic_search", "paid_search"],
            await ValuesAsync(client, "breakdown?by=channel&sort=value", "value"));
        Assert.Equal(["/tea", "/"], await ValuesAsync(client, "pages", "path"));
        Assert.Equal(["spring"], await ValuesAsync(client, "sources?channel=email&source=letter&medium=email", "value"));
        Assert.Equal(["cup", "teapot"], await ValuesAsync(client, "searches?sort=query", "query"));
        Assert.Equal(["teapot"], await ValuesAsync(client, "searches?withoutResult=true", "query"));
        Assert.Equal(["Cup", "Green tea"], await ValuesAsync(client, "products", "name"));
        Assert.Equal((2L, 1L), await ReadAsync(client, "searches/summary",
            data => (data.GetProperty("searches").GetInt64(), data.GetProperty("orderingAfterSearch").GetInt64())));
    }

    [Fact]
    public async Task Attribution_OfTheStory_NamesEachModelWithItsCredit()
    {
        using var client = await ClientAsync("credit", AnalyticsStory.Events);

        var email = await ReadAsync(client, "attribution?by=channel&lookback=30",
            rows => rows.EnumerateArray().Single(row => row.GetProperty("value").GetString() == "email"));

        Assert.Equal(
            [("first", 0m, 0m), ("last", 1, 30), ("last_non_direct", 1, 30), ("linear", 0.5m, 15)],
            email.GetProperty("credits").EnumerateArray().Take(4).Select(credit => (
                credit.GetProperty("model").GetString()!, credit.GetProperty("orders").GetDecimal(),
                credit.GetProperty("revenue").GetDecimal())));
    }

    [Fact]
    public async Task Retention_OfTheStory_FollowsTheCohort()
    {
        using var client = await ClientAsync("cohort", AnalyticsStory.Events);

        var cohorts = await ReadAsync(client, "retention?cohort=visit&period=day&kind=exact", grid => grid.GetProperty("cohorts"));

        var monday = cohorts[0];
        Assert.Equal(("2026-03-02", 2L), (monday.GetProperty("start").GetString(), monday.GetProperty("people").GetInt64()));
        Assert.Equal([2L, 0, 1], monday.GetProperty("cells").EnumerateArray().Take(3).Select(cell => cell.GetProperty("back").GetInt64()));
    }

    [Fact]
    public async Task Pages_OnePageOfAList_TellsHowManyThereAre()
    {
        using var client = await ClientAsync("paged", AnalyticsStory.Events);

        var second = await ReadAsync(client, "pages?size=1&page=2", data => data);

        Assert.Equal(2, second.GetProperty("total").GetInt64());
        Assert.Equal("/", Assert.Single(second.GetProperty("rows").EnumerateArray()).GetProperty("path").GetString());
    }

    [Fact]
    public async Task Overview_TokenWithoutTheScope_IsForbidden()
    {
        var store = await app.StoreAsync("Narrow", "owner@narrow.example");
        await using var scope = app.Services.CreateAsyncScope();
        var owner = await app.PersonAsync("maker@narrow.example", store.TenantId, StoreRole.Manager);
        var made = (CreateApiTokenResult.Created)await scope.ServiceProvider.GetRequiredService<CreateApiToken>()
            .RunAsync(store.TenantId, owner, "Till", [ApiScopes.StoreRead], Cancel);
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", made.Secret);

        using var answer = await client.GetAsync(new Uri("/api/v1/analytics/overview", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static DateOnly Day(JsonElement answer, string name) =>
        DateOnly.ParseExact(answer.GetProperty(name).GetString()!, "yyyy-MM-dd");

    private static async Task<T> ReadAsync<T>(HttpClient client, string question, Func<JsonElement, T> read)
    {
        var mark = question.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var answer = await client.GetFromJsonAsync<JsonElement>($"/api/v1/analytics/{question}{mark}from=2026-03-02&to=2026-03-08", Cancel);
        return read(answer.GetProperty("data"));
    }

    private static Task<string[]> ValuesAsync(HttpClient client, string question, string member) =>
        ReadAsync(client, question, data => data.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty(member).GetString()!)
            .ToArray());

    private async Task<HttpClient> ClientAsync(string name, IReadOnlyList<TestEvent>? events = null)
    {
        var store = await app.StoreAsync(name, $"owner@{name}.example");
        if (events is not null)
            await new TestStore(store.TenantId, store.SiteId, store.WriteKey, store.Slug)
                .ProjectAsync(app.Database, [.. events.Select(happened => happened with { Currency = null })]);
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", store.ApiToken);
        return client;
    }
}
