using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Imports;

/// <summary>A store that hands files in, as a program with a token does.</summary>
internal sealed class ImportApi(Guid tenantId, HttpClient client) : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public Guid TenantId => tenantId;

    public static async Task<ImportApi> OpenAsync(PortalApp app, string currency = "GBP", string zone = "Europe/London")
    {
        var store = await app.StoreAsync("Gifts", $"{Guid.NewGuid():N}@gifts.example");
        await app.Database.ExecuteAsync("update tenants set currency = $2, time_zone = $3 where id = $1", store.TenantId, currency, zone);
        var client = app.CreateClient();
        client.Timeout = TimeSpan.FromMinutes(5);
        client.DefaultRequestHeaders.Authorization = new("Bearer", store.ApiToken);
        return new(store.TenantId, client);
    }

    public Task<HttpResponseMessage> SendAsync(
        string kind, string csv, string? mapping = null, string? options = null, bool isDryRun = false) =>
        SendAsync(kind, new MemoryStream(Encoding.UTF8.GetBytes(csv)), mapping, options, isDryRun);

    public async Task<HttpResponseMessage> SendAsync(
        string kind, Stream file, string? mapping = null, string? options = null, bool isDryRun = false)
    {
        using var form = new MultipartFormDataContent { { new StringContent(kind), "kind" },
            { new StreamContent(file), "file", "orders.csv" } };
        if (mapping is not null)
            form.Add(new StringContent(mapping), "mapping");
        if (options is not null)
            form.Add(new StringContent(options), "options");
        if (isDryRun)
            form.Add(new StringContent("true"), "dryRun");
        return await client.PostAsync(new Uri("/api/v1/imports", UriKind.Relative), form, Cancel);
    }

    /// <summary>Hands a file in and waits for its end.</summary>
    public async Task<JsonElement> ImportAsync(
        string kind, string csv, string? mapping = null, string? options = null, bool isDryRun = false) =>
        await FinishAsync(await SendAsync(kind, csv, mapping, options, isDryRun));

    /// <summary>Waits for the end of an import that was taken.</summary>
    public async Task<JsonElement> FinishAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        while (true)
        {
            var import = await client.GetFromJsonAsync<JsonElement>(answer.Headers.Location, Cancel);
            if (import.GetProperty("status").GetString() is not ("queued" or "running"))
                return import;
            await Task.Delay(100, Cancel);
        }
    }

    public async Task<string> RejectedAsync(JsonElement import) =>
        await client.GetStringAsync(new Uri(import.GetProperty("rejectedRows").GetString()!, UriKind.Relative), Cancel);

    public async Task<JsonElement> SummaryAsync(string from, string to, string basis = "event") =>
        await client.GetFromJsonAsync<JsonElement>($"/api/v1/analytics/sales/summary?from={from}&to={to}&basis={basis}", Cancel);

    public Task<HttpResponseMessage> GetAsync(string address) => client.GetAsync(new Uri(address, UriKind.Relative), Cancel);

    public static MemoryStream Gzip(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        packed.Position = 0;
        return packed;
    }

    public void Dispose() => client.Dispose();
}
