using System.Net.Http.Headers;
using System.Text;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Events;

/// <summary>What the request itself tells of the visitor, by way of the event API.</summary>
public sealed class EnrichmentCachesTests(PortalApp portal) : IClassFixture<PortalApp>
{
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0";

    [Fact]
    public async Task Track_FromABrowsersPage_TakesAddressAndUserAgentFromTheRequest()
    {
        var store = await TestStore.CreateAsync(portal.Database);

        await PostAsync(store, "https://shop.example", Firefox, """ "ip":"8.8.8.8" """);

        Assert.Equal("127.0.0.0|desktop|Firefox|Windows|0", await KeptAsync(store));
    }

    [Fact]
    public async Task Track_FromAServer_TakesOnlyWhatTheMessageSays()
    {
        var store = await TestStore.CreateAsync(portal.Database);

        await PostAsync(store, null, "okhttp/4.12", """ "ip":"8.8.8.8" """);

        Assert.Equal("8.8.8.0|0|US", await KeptAsync(store));
    }

    [Fact]
    public async Task Track_FromACrawlersBrowser_IsKeptAsABot()
    {
        var store = await TestStore.CreateAsync(portal.Database);

        await PostAsync(store, "https://shop.example", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "");

        Assert.Equal("127.0.0.0|bot|Googlebot|100", await KeptAsync(store));
        Assert.True(await portal.Database.ScalarAsync<bool>("select is_bot from events where tenant_id = $1", store.TenantId));
    }

    private async Task PostAsync(TestStore store, string? origin, string userAgent, string context)
    {
        using var client = portal.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", store.WriteKey);
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        if (origin is not null)
        {
            client.DefaultRequestHeaders.Add("Origin", origin);
        }

        var body = $$"""{"event":"Product Viewed","anonymousId":"v","context":{ {{context}} } }""";
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        (await client.PostAsync("/v1/track", content, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    private Task<string> KeptAsync(TestStore store) => portal.Database.ScalarAsync<string>(
        "select concat_ws('|', ip, device, browser, os, bot_score, country) from events where tenant_id = $1", store.TenantId);
}
