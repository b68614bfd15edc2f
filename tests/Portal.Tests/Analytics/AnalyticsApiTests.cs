using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
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
    public async Task Overview_WrongParameter_IsNamed(string query, string field)
    {
        using var client = await ClientAsync($"wrong-{Math.Abs(query.GetHashCode(StringComparison.Ordinal))}");

        using var answer = await client.GetAsync(new Uri("/api/v1/analytics/overview?" + query, UriKind.Relative), Cancel);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("invalid", problem.GetProperty("code").GetString());
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
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

    private static DateOnly Day(JsonElement answer, string name) => DateOnly.ParseExact(answer.GetProperty(name).GetString()!, "yyyy-MM-dd");

    private async Task<HttpClient> ClientAsync(string name)
    {
        var store = await app.StoreAsync(name, $"owner@{name}.example");
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", store.ApiToken);
        return client;
    }
}
