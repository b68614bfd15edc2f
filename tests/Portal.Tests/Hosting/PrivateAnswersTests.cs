using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Hosting;

/// <summary>What caches may keep of the portal's answers: what is for everyone, and nothing else.</summary>
public sealed class PrivateAnswersTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/store", HttpStatusCode.OK)]
    [InlineData("/api/v1/variants", HttpStatusCode.OK)]
    [InlineData("/api/v1/variants/none", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/analytics/overview", HttpStatusCode.OK)]
    [InlineData("/api/v1/analytics/overview?from=none", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/imports", HttpStatusCode.OK)]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound)]
    public async Task Api_AnyAnswer_IsKeptNowhere(string path, HttpStatusCode status)
    {
        var store = await app.StoreAsync("Api", $"{Guid.NewGuid():N}@api.example");
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", store.ApiToken);

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);

        Assert.Equal((status, "no-store"), (answer.StatusCode, answer.Headers.CacheControl?.ToString()));
    }

    [Theory]
    [InlineData("/s/{0}")]
    [InlineData("/s/{0}/analytics")]
    [InlineData("/s/{0}/products/catalogue.csv")]
    [InlineData("/s/{0}/products/catalogue.xlsx")]
    [InlineData("/s/{0}/settings/imports/samples/variants.csv")]
    [InlineData("/account/sessions")]
    [InlineData("/s/nobody")]
    [InlineData("/sign-in")]
    public async Task Pages_AndFiles_AreKeptNowhere(string path)
    {
        var email = $"{Guid.NewGuid():N}@pages.example";
        var store = await app.StoreAsync("Pages", email);
        using var owner = await app.SignedInAsync(email);

        using var answer = await owner.Client.GetAsync(new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, path,
            store.Slug), UriKind.Relative), Cancel);

        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Public_TrackerSettingsAndAssets_KeepTheirCaching()
    {
        var store = await TestStore.CreateAsync(app.Database);
        var asset = app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .First(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>()?.Route.Contains("portal.",
            StringComparison.Ordinal) == true).RoutePattern.RawText!;

        Assert.StartsWith("public, max-age=3600", await CachingAsync("/t.js"), StringComparison.Ordinal);
        Assert.Equal("public, max-age=60", await CachingAsync($"/v1/projects/{store.WriteKey}/settings"));
        Assert.DoesNotContain("no-store", await CachingAsync("/" + asset.TrimStart('/')), StringComparison.Ordinal);
        Assert.Equal("no-store", await CachingAsync("/v1/projects/wk_unknown/settings"));
        Assert.Equal("no-store", await CachingAsync("/health/ready"));
    }

    private async Task<string?> CachingAsync(string path)
    {
        using var answer = await app.CreateClient().GetAsync(new Uri(path, UriKind.Relative), Cancel);
        return answer.Headers.CacheControl?.ToString();
    }
}
