using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Hosting.Rates;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Hosting;

/// <summary>A portal where little is allowed, so that a few requests meet every limit.</summary>
public sealed class SparingApp : PortalApp
{
    protected override void Configure(WebApplicationBuilder builder)
    {
        foreach (var (name, burst) in (IEnumerable<(string, int)>)[("Api", 3), ("ApiStore", 5), ("Export", 4), ("Page", 12),
            ("Platform", 2)])
        {
            builder.Configuration[$"Rates:{name}:PerSecond"] = "1";
            builder.Configuration[$"Rates:{name}:Burst"] = burst.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}

public sealed class RatesTests(SparingApp app) : IClassFixture<SparingApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public void Endpoints_All_SayHowOftenTheyMayBeAsked()
    {
        var endpoints = app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .ToList();

        var silent = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<EndpointRate>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText);
        var unlimited = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<EndpointRate>() is { Policy: null }
            && endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText).Order(StringComparer.Ordinal);
        var unreasoned = endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<EndpointRate>())
            .Where(rate => rate is { Policy: null, Reason: null or { Length: < 20 } });

        Assert.Empty(silent);
        Assert.Equal(["/v1/alias", "/v1/batch", "/v1/group", "/v1/identify", "/v1/import", "/v1/page", "/v1/screen", "/v1/track"],
            unlimited);
        Assert.Empty(unreasoned);
    }

    [Fact]
    public async Task Api_OverItsRate_IsRefusedByTokenAndByStore()
    {
        var (store, other) = (await app.StoreAsync("Busy", "owner@busy.example"), await app.StoreAsync("Calm", "owner@calm.example"));
        var maker = await app.PersonAsync("maker@busy.example", store.TenantId, StoreRole.Manager);
        var second = (CreateApiTokenResult.Created)await app.Services.GetRequiredService<CreateApiToken>()
            .RunAsync(store.TenantId, maker, "Test", ["store:read"], Cancel);

        var answers = new List<HttpResponseMessage>();
        for (var call = 0; call < 4; call++)
            answers.Add(await CallAsync(store.ApiToken));
        var (ofSecond, ofOther) = (new List<HttpResponseMessage>(), await CallAsync(other.ApiToken));
        for (var call = 0; call < 4; call++)
            ofSecond.Add(await CallAsync(second.Secret));

        Assert.Equal("\"api\";q=3;w=3", Header(answers[0], "RateLimit-Policy"));
        Assert.Equal("\"api\";r=2;t=1", Header(answers[0], "RateLimit"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests],
            answers.Select(answer => answer.StatusCode));
        await AssertRefusedAsync(answers[3], "rate_limited");
        Assert.StartsWith("\"api\";r=0;", Header(answers[3], "RateLimit"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, ofOther.StatusCode);
        Assert.Equal(HttpStatusCode.OK, ofSecond[0].StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, ofSecond[3].StatusCode);
    }

    [Fact]
    public async Task Pages_OverTheirRate_AreRefusedByPersonWithAPage()
    {
        await app.StoreAsync("Pages", "owner@pages.example");
        var store = await app.StoreAsync("Others", "owner@others.example");
        var (hasty, calm) = (await app.SignedInAsync("owner@pages.example"), await app.SignedInAsync("owner@others.example"));

        for (var page = 0; page < 20 && hasty.Status == HttpStatusCode.OK; page++)
            await hasty.OpenAsync("/account/sessions");
        await calm.OpenAsync($"/s/{store.Slug}/settings");

        Assert.Equal(HttpStatusCode.TooManyRequests, hasty.Status);
        Assert.True(hasty.Text.Length > 0, hasty.Page.Source.Text + "|" + hasty.Path);
        Assert.Contains("Too many tries. Wait a minute, then try again.", hasty.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, calm.Status);
    }

    [Fact]
    public async Task Exports_OverTheirRate_AreRefused()
    {
        var store = await app.StoreAsync("Files", "owner@files.example");
        using var owner = await app.SignedInAsync("owner@files.example");

        var answers = new List<HttpResponseMessage>();
        for (var file = 0; file < 6; file++)
            answers.Add(await owner.Client.GetAsync(new Uri($"/s/{store.Slug}/products/catalogue.csv", UriKind.Relative), Cancel));

        Assert.Equal(HttpStatusCode.OK, answers[0].StatusCode);
        Assert.Equal("\"export\";q=4;w=4", Header(answers[0], "RateLimit-Policy"));
        await AssertRefusedAsync(answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests), "rate_limited");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/t.js")]
    [InlineData("/sign-in")]
    [InlineData("/api/openapi/v1.json")]
    public async Task Open_OfAnyone_SaysWhatIsLeft(string path)
    {
        using var answer = await app.CreateClient().GetAsync(new Uri(path, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.EndsWith(";q=2000;w=10", Header(answer, "RateLimit-Policy"), StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, string code)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("code").GetString());
        Assert.InRange(int.Parse(Header(answer, "Retry-After"), System.Globalization.CultureInfo.InvariantCulture), 1, 10);
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    private async Task<HttpResponseMessage> CallAsync(string? token)
    {
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.GetAsync(new Uri("/api/v1/store", UriKind.Relative), Cancel);
    }
}
