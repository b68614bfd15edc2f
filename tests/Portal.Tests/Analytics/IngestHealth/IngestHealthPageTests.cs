using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bunit;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics.IngestHealth;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Analytics.IngestHealth;

public sealed class IngestHealthPageTests(PortalApp app) : ExplorerPageTest(app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task Page_AfterARequestWithGoodAndBadMessages_TellsBoth()
    {
        var (store, test) = await EnterAsync(StoreRole.Viewer);
        await SendAsync(test.WriteKey);
        await UntilCountedAsync(store.TenantId);

        var page = Open<IngestHealthPage>(store, PortalUrls.IngestHealth(store.Slug),
            parameters => parameters.Add(p => p.Store, store.Slug));

        var reason = page.WaitForElement("tr[data-code=missing_event]");
        Assert.Contains("A track message needs the name of its event.", reason.TextContent, StringComparison.Ordinal);
        Assert.Equal("1", Tile(page, "Accepted"));
        Assert.Equal("1", Tile(page, "Rejected"));
        Assert.Contains("Shop", page.Find(".rows").TextContent, StringComparison.Ordinal);
        Assert.Contains("within", page.Find(".facts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_StoreWithoutEvents_SaysThatNothingWasRefused()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer);

        var page = Open<IngestHealthPage>(store, PortalUrls.IngestHealth(store.Slug),
            parameters => parameters.Add(p => p.Store, store.Slug));

        page.WaitForAssertion(() => Assert.Contains("Nothing was refused in these days", page.Markup, StringComparison.Ordinal));
        Assert.Contains("No events yet", page.Find(".rows").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_SameFigures_AsThePage()
    {
        var store = await App.StoreAsync("health", "owner@health.example");
        await SendAsync(store.WriteKey);
        await UntilCountedAsync(store.TenantId);
        using var client = App.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", store.ApiToken);

        var data = (await client.GetFromJsonAsync<JsonElement>("/api/v1/analytics/ingest-health", Cancel)).GetProperty("data");

        var totals = data.GetProperty("report").GetProperty("totals");
        Assert.Equal((1, 1), (totals.GetProperty("accepted").GetInt64(), totals.GetProperty("rejected").GetInt64()));
        Assert.Equal("missing_event", data.GetProperty("report").GetProperty("reasons")[0].GetProperty("code").GetString());
    }

    private static string Tile(IRenderedComponent<IngestHealthPage> page, string label) =>
        page.Find($"section[aria-label='{label}'] .value").TextContent;

    private async Task SendAsync(string writeKey)
    {
        using var client = App.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", writeKey);
        using var body = new StringContent(
            """{"batch":[{"type":"track","event":"Cart Viewed","anonymousId":"anna"},{"type":"track","anonymousId":"anna"}]}""", Encoding.UTF8, "application/json");
        (await client.PostAsync(new Uri("/v1/batch", UriKind.Relative), body, Cancel)).EnsureSuccessStatusCode();
    }

    // A node writes down what it answered every few seconds.
    private async Task UntilCountedAsync(Guid tenantId)
    {
        for (var tries = 0; await App.Database.ScalarAsync<long>("select count(*) from ingest_health where tenant_id = $1",
            tenantId) == 0; tries++)
        {
            Assert.True(tries < 300, "The health of ingestion was not written down.");
            await Task.Delay(100, Cancel);
        }
    }
}
