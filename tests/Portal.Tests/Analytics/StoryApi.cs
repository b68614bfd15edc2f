using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Analytics;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Analytics;

/// <summary>The analytics API of a store in which <see cref="AnalyticsStory"/> happened, as a program with a token asks it.</summary>
internal sealed class StoryApi(Guid tenantId, HttpClient client) : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public Guid TenantId => tenantId;

    /// <summary>
    /// A new store with the events of the story; its week lies on the same days in the store's zone, Jakarta's, as in Berlin.
    /// </summary>
    public static async Task<StoryApi> OpenAsync(PortalApp app)
    {
        var store = await app.StoreAsync("Story", $"{Guid.NewGuid():N}@story.example");
        await new TestStore(store.TenantId, store.SiteId, store.WriteKey, store.Slug)
            .ProjectAsync(app.Database, [.. AnalyticsStory.Events.Select(happened => happened with { Currency = null })]);
        return Of(app, store);
    }

    /// <summary>A new store in which nothing happened.</summary>
    public static async Task<StoryApi> OpenStrangerAsync(PortalApp app) =>
        Of(app, await app.StoreAsync("Stranger", $"{Guid.NewGuid():N}@stranger.example"));

    /// <summary>The answer's data over the week of the story.</summary>
    public async Task<JsonElement> AskAsync(string question)
    {
        var answer = await client.GetFromJsonAsync<JsonElement>(Address(question, "from=2026-03-02&to=2026-03-08"), Cancel);
        return answer.GetProperty("data");
    }

    /// <summary>The names of the fields that the answer calls wrong.</summary>
    public async Task<IEnumerable<string>> WrongAsync(string question)
    {
        using var answer = await client.GetAsync(new Uri("/api/v1/analytics/" + question, UriKind.Relative), Cancel);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal((400, "invalid"), (problem.GetProperty("status").GetInt32(), problem.GetProperty("code").GetString()));
        return problem.GetProperty("errors").EnumerateObject().Select(error => error.Name);
    }

    /// <summary>The status and the problem of a question over the week of the story that is not answered.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Problem)> ProblemAsync(string question)
    {
        using var answer = await client.GetAsync(Address(question, "from=2026-03-02&to=2026-03-08"), Cancel);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel));
    }

    /// <summary>What a token of the store that may read everything but analytics gets.</summary>
    public async Task<HttpStatusCode> WithoutTheScopeAsync(PortalApp app, string question)
    {
        var maker = await app.PersonAsync($"{Guid.NewGuid():N}@story.example", tenantId, StoreRole.Manager);
        await using var scope = app.Services.CreateAsyncScope();
        var made = (CreateApiTokenResult.Created)await scope.ServiceProvider.GetRequiredService<CreateApiToken>()
            .RunAsync(tenantId, maker, "Till", [ApiScopes.StoreRead], Cancel);
        using var narrow = app.CreateClient();
        narrow.DefaultRequestHeaders.Authorization = new("Bearer", made.Secret);
        using var answer = await narrow.GetAsync(new Uri("/api/v1/analytics/" + question, UriKind.Relative), Cancel);
        return answer.StatusCode;
    }

    public void Dispose() => client.Dispose();

    private static StoryApi Of(PortalApp app, ProvisionStoreResult.Provisioned store)
    {
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", store.ApiToken);
        return new(store.TenantId, client);
    }

    private static Uri Address(string question, string range) =>
        new($"/api/v1/analytics/{question}{(question.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{range}", UriKind.Relative);
}
