using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.EndToEnd.Journeys;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Data;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.EndToEnd.Access;

/// <summary>
/// The demo store's rows by their real ids, asked for by the owner of another store: every page, file and route of the API, in
/// every verb. Routes are those of the running portal, so that a new one joins by itself or says which id it lacks.
/// </summary>
[Collection(DemoPortal.Collection)]
public sealed class CrossStoreTests(DemoPortal portal) : IAsyncLifetime
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly string[] Verbs = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    private readonly string _email = $"stranger-{Guid.NewGuid():N}@elsewhere.example";
    private ProvisionStoreResult.Provisioned _stranger = null!;
    private StoreRows _rows = null!;
    private HttpClient _owner = null!;

    public async ValueTask InitializeAsync()
    {
        await portal.Database.ExecuteAsync("update tenants set simulator_paused = true where id = $1", portal.TenantId);
        _stranger = await portal.StoreAsync($"Stranger {Guid.NewGuid():N}", _email);
        _owner = Client(portal.Access.ApiToken);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("customers"), "kind" }, { new StringContent("customerId,email\nc-1,one@kopi.example\n"), "file",
                "customers.csv" },
        };
        using var answer = await _owner.PostAsync(new Uri("/api/v1/imports", UriKind.Relative), form, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        var import = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetGuid();
        _rows = await StoreRows.ReadAsync(portal, _owner, import, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _owner.Dispose();
        await portal.Database.ExecuteAsync("update tenants set simulator_paused = false where id = $1", portal.TenantId);
    }

    [Fact]
    public void Routes_EveryParameter_HasARealId() => Assert.DoesNotContain(
        Endpoints().Select(Pattern).Where(IsOfAStore), pattern => _rows.Address(pattern, portal.Slug) is null);

    [Fact]
    public async Task Pages_OfTheDemoStoreAndOfOnesOwn_ShowAStrangerNothingOfTheDemoStore()
    {
        using var stranger = await portal.SignedInAsync(_email);
        var failures = new List<string>();
        foreach (var pattern in Endpoints().Select(Pattern).Distinct()
            .Where(pattern => pattern.Contains("{store}", StringComparison.Ordinal)))
        {
            foreach (var slug in new[] { portal.Slug, _stranger.Slug })
            {
                using var answer = await stranger.Client.GetAsync(new Uri(_rows.Address(pattern, slug)!, UriKind.Relative), Cancel);
                var body = await answer.Content.ReadAsStringAsync(Cancel);
                if (slug == portal.Slug && answer.StatusCode != HttpStatusCode.NotFound)
                    failures.Add($"{pattern} of the demo store: {answer.StatusCode}");
                if ((int)answer.StatusCode >= 500)
                    failures.Add($"{pattern} of {slug}: {answer.StatusCode}");
                failures.AddRange(_rows.Secrets.Where(secret => body.Contains(secret, StringComparison.Ordinal))
                    .Select(secret => $"{pattern} of {slug} shows {secret}"));
            }
        }

        Assert.Empty(failures);
    }

    [Fact]
    public async Task Api_WithAnotherStoresToken_NeitherReadsNorChangesTheDemoStore()
    {
        using var stranger = Client(_stranger.ApiToken);
        var failures = new List<string>();
        var before = await SnapshotAsync();
        foreach (var pattern in Endpoints().Where(IsOfTheStoreApi).Select(Pattern).Distinct())
        {
            var address = _rows.Address(pattern, portal.Slug)!;
            foreach (var verb in Verbs)
            {
                using var answer = await SendAsync(stranger, verb, address, Body(pattern, verb));
                var body = await answer.Content.ReadAsStringAsync(Cancel);
                if ((int)answer.StatusCode >= 500)
                    failures.Add($"{verb} {address}: {answer.StatusCode}");
                if (verb == "GET" && pattern.EndsWith("{id}", StringComparison.Ordinal) && answer.StatusCode != HttpStatusCode.NotFound)
                    failures.Add($"{verb} {address}: {answer.StatusCode}");
                if (verb is "GET" or "DELETE")
                    failures.AddRange(_rows.Secrets.Where(secret => body.Contains(secret, StringComparison.Ordinal)
                        && !address.Contains(secret, StringComparison.Ordinal)).Select(secret => $"{verb} {address} shows {secret}"));
            }
        }

        Assert.Empty(failures);
        Assert.Equal(before, await SnapshotAsync());
    }

    [Fact]
    public async Task Everything_WithoutASession_IsNeitherReadNorChangedInAnyVerb()
    {
        using var nobody = portal.CreateClient();
        var failures = new List<string>();
        foreach (var endpoint in Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            && IsGuarded(endpoint)))
        {
            foreach (var verb in Verbs)
            {
                var address = _rows.Address(Pattern(endpoint), portal.Slug)!;
                using var answer = await SendAsync(nobody, verb, address, Body(Pattern(endpoint), verb));
                if (answer.IsSuccessStatusCode || (int)answer.StatusCode >= 500)
                    failures.Add($"{verb} {address}: {answer.StatusCode}");
            }
        }

        Assert.Empty(failures);
    }

    [Fact]
    public async Task Api_EachOperation_NeedsItsOwnScopeAndNoOther()
    {
        var document = await _owner.GetFromJsonAsync<JsonElement>("/api/openapi/v1.json", Cancel);
        await using var scope = portal.Services.CreateAsyncScope();
        var create = scope.ServiceProvider.GetRequiredService<CreateApiToken>();
        var tokens = new Dictionary<string, (HttpClient Only, HttpClient AllBut)>();
        foreach (var (name, _) in ApiScopes.All)
            tokens[name] = (await TokenAsync(create, [name]),
                await TokenAsync(create, [.. ApiScopes.All.Select(other => other.Key).Where(other => other != name)]));
        var failures = new List<string>();
        var operations = 0;

        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var needed = operation.Value.GetProperty("security")[0].EnumerateObject().Single().Value[0].GetString()!;
                var address = _rows.Address(path.Name, portal.Slug)!;
                operations++;
                using var without = await SendAsync(tokens[needed].AllBut, operation.Name.ToUpperInvariant(), address, "{}");
                using var with = await SendAsync(tokens[needed].Only, operation.Name.ToUpperInvariant(), address, "{}");
                if (without.StatusCode != HttpStatusCode.Forbidden)
                    failures.Add($"{operation.Name} {path.Name} without {needed}: {without.StatusCode}");
                if (with.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
                    failures.Add($"{operation.Name} {path.Name} with {needed}: {with.StatusCode}");
            }
        }

        foreach (var (only, allBut) in tokens.Values)
        {
            only.Dispose();
            allBut.Dispose();
        }

        Assert.True(operations > 60);
        Assert.Empty(failures);
    }

    private async Task<HttpClient> TokenAsync(CreateApiToken create, IReadOnlyList<string> scopes) => Client(
        ((CreateApiTokenResult.Created)await create.RunAsync(_stranger.TenantId, _stranger.OwnerId!.Value, "Scoped", scopes,
            Cancel)).Secret);

    private HttpClient Client(string? token)
    {
        var client = portal.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    private async Task<Dictionary<string, string>> SnapshotAsync()
    {
        var rows = new Dictionary<string, string>();
        foreach (var resource in _rows.Rows.Keys)
            rows[resource] = await _owner.GetStringAsync(_rows.Address($"/api/v1/{resource}/{{id}}", portal.Slug), Cancel);
        return rows;
    }

    // What the owner reads of a row, sent back by somebody else.
    private string? Body(string pattern, string verb)
    {
        if (verb is not ("POST" or "PUT" or "PATCH"))
            return null;
        var resource = pattern.Split('/') is { Length: > 3 } parts ? parts[3] : "";
        return !_rows.Rows.TryGetValue(resource, out var row) ? "{}" : verb == "POST" ? $$"""{"rows":[{{row.GetRawText()}}]}""" : row.GetRawText();
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string verb, string address, string? body)
    {
        using var request = new HttpRequestMessage(new(verb), address);
        if (body is not null)
            request.Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        return await client.SendAsync(request, Cancel);
    }

    private IEnumerable<RouteEndpoint> Endpoints() => portal.Services.GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null);

    private static bool IsOfAStore(string pattern) =>
        pattern.Contains("{store}", StringComparison.Ordinal) || pattern.StartsWith("/api/v1/", StringComparison.Ordinal);

    private static bool IsGuarded(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null;

    private static bool IsOfTheStoreApi(RouteEndpoint endpoint) =>
        Pattern(endpoint).StartsWith("/api/v1/", StringComparison.Ordinal)
            && !Pattern(endpoint).StartsWith("/api/v1/platform", StringComparison.Ordinal);

    private static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
}
