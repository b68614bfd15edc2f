using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Domain.Tenancy;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Tests.Imports;
using Xunit;

namespace Portal.Tests.ExchangeRates;

/// <summary>Rates as programs state them and as the page shows them.</summary>
public sealed class ExchangeRatesTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Api_ARateIsStatedAndCorrected_ToldAsItIs()
    {
        var store = await app.StoreAsync("Rates", $"{Guid.NewGuid():N}@rates.example");
        await app.Database.ExecuteAsync("update tenants set currency = 'EUR' where id = $1", store.TenantId);
        using var client = Client(store.ApiToken);

        using var made = await client.PutAsJsonAsync("/api/v1/exchange-rates/USD@2026-03-01", new { rate = 0.91234567m }, Cancel);
        using var corrected = await client.PutAsJsonAsync("/api/v1/exchange-rates/USD@2026-03-01", new { rate = 0.9m }, Cancel);
        using var own = await client.PutAsJsonAsync("/api/v1/exchange-rates/EUR@2026-03-01", new { rate = 1m }, Cancel);
        using var tooFine = await client.PutAsJsonAsync("/api/v1/exchange-rates/GBP@2026-03-01", new { rate = 1.123456789m }, Cancel);
        var listed = await client.GetFromJsonAsync<JsonElement>("/api/v1/exchange-rates?currency=USD", Cancel);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (made.StatusCode, corrected.StatusCode));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (own.StatusCode, tooFine.StatusCode));
        Assert.Equal(0.91234567m, (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("rate").GetDecimal());
        var rate = Assert.Single(listed.GetProperty("data").EnumerateArray());
        Assert.Equal(("USD@2026-03-01", 0.9m, "store"),
            (rate.GetProperty("id").GetString(), rate.GetProperty("rate").GetDecimal(), rate.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task Api_OtherTenantsRates_AreNotThere()
    {
        var (store, other) = (await app.StoreAsync("Rates", $"{Guid.NewGuid():N}@rates.example"),
            await app.StoreAsync("Others", $"{Guid.NewGuid():N}@rates.example"));
        using var client = Client(store.ApiToken);
        using var stranger = Client(other.ApiToken);
        await client.PutAsJsonAsync("/api/v1/exchange-rates/CHF@2026-03-01", new { rate = 0.9m }, Cancel);

        using var answer = await stranger.GetAsync(new Uri("/api/v1/exchange-rates/CHF@2026-03-01", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Page_RowsWaitForARate_NamesThemWithTheImport()
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("order_lines",
            "order,sku,quantity,date,price,currency\n1,A,1,2026-03-02,10,USD\n2,A,1,2026-03-04,10,USD\n3,A,1,2026-03-04,10,GBP\n");
        var email = $"{Guid.NewGuid():N}@rates.example";
        await app.PersonAsync(email, api.TenantId, StoreRole.Manager);
        using var manager = await app.SignedInAsync(email);
        var address = PortalUrls.ExchangeRates(await app.Database.ScalarAsync<string>("select slug from tenants where id = $1",
            api.TenantId));

        var waiting = await manager.Client.GetStringAsync(new Uri(address, UriKind.Relative), Cancel);
        await api.ImportAsync("exchange_rates", "currency,day,rate\nUSD,2026-03-01,0.8\n");
        var known = await manager.Client.GetStringAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.Contains("2 Mar 2026 – 4 Mar 2026", WebUtility.HtmlDecode(waiting), StringComparison.Ordinal);
        Assert.DoesNotContain("Import them again", waiting, StringComparison.Ordinal);
        Assert.Contains("<td>USD</td>", known, StringComparison.Ordinal);
        Assert.Contains("Import them again", known, StringComparison.Ordinal);
    }

    private HttpClient Client(string? token)
    {
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }
}
