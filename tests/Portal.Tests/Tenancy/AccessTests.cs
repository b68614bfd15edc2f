using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Identity;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Tenancy;

/// <summary>Opens every page and endpoint as every role, as nobody, and as a member of another store.</summary>
public sealed class AccessTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private HashSet<string> _patterns = [];

    [Fact]
    public void Endpoints_All_AreInTheTableAndSayWhoMayCall()
    {
        var unknown = Endpoints().Select(Pattern).Where(pattern => !ReachTable.Rows.ContainsKey(pattern));
        var silent = Endpoints()
            .Where(e => ReachTable.Rows.TryGetValue(Pattern(e), out var reach) && reach is not Reach.Anyone)
            .Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null && e.Metadata.GetMetadata<AuthorizationPolicy>() is null)
            .Select(Pattern);
        var open = Endpoints()
            .Where(e => ReachTable.Rows.TryGetValue(Pattern(e), out var reach) && reach is not Reach.Anyone)
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(Pattern);

        Assert.Empty(unknown);
        Assert.Empty(silent);
        Assert.Empty(open);
    }

    [Fact]
    public async Task Pages_AsEveryone_AnswerAsTheTableSays()
    {
        var store = await app.StoreAsync("Walked", "owner@walked.example");
        await app.StoreAsync("Other", "owner@other.example");
        await app.PersonAsync("admin@platform.example", administrator: true);
        var failures = new List<string>();
        _patterns = [.. Endpoints().Select(Pattern)];

        await WalkAsync("nobody", app.Browser(), _ => false, null, store.Slug, failures);
        await WalkAsync("another store's owner", await app.SignedInAsync("owner@other.example"), _ => false, null, store.Slug, failures,
            signedIn: true);
        await WalkAsync("administrator", await app.SignedInAsync("admin@platform.example"), reach => reach is Reach.Administrator, null,
            store.Slug, failures, signedIn: true);
        foreach (var role in Enum.GetValues<StoreRole>())
        {
            var email = $"{role}@walked.example".ToLowerInvariant();
            await app.PersonAsync(role == StoreRole.Owner ? "second-owner@walked.example" : email, store.TenantId, role);
            var browser = await app.SignedInAsync(email);
            await WalkAsync(role.ToString(), browser, reach => reach is Reach.Member(var roles) && roles.Contains(role), role, store.Slug,
                failures, signedIn: true);
        }

        Assert.Empty(failures);
    }

    [Fact]
    public async Task Apis_WithTheWrongTokenOrNone_Answer401()
    {
        var store = await app.StoreAsync("Tokens", "owner@tokens.example");
        var administrator = await app.PersonAsync("admin@tokens.example", administrator: true);
        var platformToken = await app.Services.GetRequiredService<PlatformTokens>().CreateAsync(administrator, "Test", Cancel);
        using var owner = await app.SignedInAsync("owner@tokens.example");

        Assert.Equal(HttpStatusCode.OK, await CallAsync(app.CreateClient(), "/api/v1/store", store.ApiToken));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(app.CreateClient(), "/api/v1/store", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(app.CreateClient(), "/api/v1/store", platformToken));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(owner.Client, "/api/v1/store", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(app.CreateClient(), "/api/v1/platform/stores", store.ApiToken));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(app.CreateClient(), "/api/v1/platform/stores", null));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(app.CreateClient(), "/api/v1/platform/stores", platformToken));
    }

    private async Task WalkAsync(
        string who, PortalBrowser browser, Func<Reach, bool> reaches, StoreRole? role, string slug, List<string> failures,
        bool signedIn = false)
    {
        foreach (var (pattern, reach) in ReachTable.Rows.Where(row => row.Value is (Reach.SignedIn or Reach.Member or Reach.Administrator)
            && _patterns.Contains(row.Key)))
        {
            var address = pattern.Replace("{store}", slug, StringComparison.Ordinal)
                .Replace("{siteId:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal)
                .Replace("{name}", "page_viewed", StringComparison.Ordinal).Replace("{visitor:long}", "-1", StringComparison.Ordinal)
                .Replace("{kind}", "variants", StringComparison.Ordinal).Replace("{format:export}", "csv", StringComparison.Ordinal)
                    .Replace("{importId:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal)
                    .Replace("{orderId:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal);
            using var answer = await browser.Client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
            var expected = (signedIn, reach) switch
            {
                (false, _) => HttpStatusCode.Redirect,
                (true, Reach.SignedIn) => HttpStatusCode.OK,
                (true, _) when reaches(reach) => HttpStatusCode.OK,
                (true, Reach.Member) when role is not null => HttpStatusCode.Forbidden,
                _ => HttpStatusCode.NotFound,
            };
            if (answer.StatusCode != expected)
                failures.Add($"{who} at {pattern}: {answer.StatusCode}, expected {expected}");
            if (expected == HttpStatusCode.Redirect
                && answer.Headers.Location?.OriginalString.Contains(PortalUrls.SignIn, StringComparison.Ordinal) != true)
                failures.Add($"{who} at {pattern} is sent to {answer.Headers.Location}");
        }

        browser.Dispose();
    }

    private IEnumerable<RouteEndpoint> Endpoints() => app.Services.GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null && !ReachTable.IsOfTheFramework(Pattern(e)));

    private static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    private static async Task<HttpStatusCode> CallAsync(HttpClient client, string address, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await SendAsync(client, request, token);
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string address, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            address)
        { Content = new StringContent("{}", MediaTypeHeaderValue.Parse("application/json")) };
        return await SendAsync(client, request, token);
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, HttpRequestMessage request, string? token)
    {
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        using var answer = await client.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType == "application/problem+json");
        return answer.StatusCode;
    }
}
