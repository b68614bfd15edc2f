using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Hosting;

/// <summary>
/// A portal with few connections and patience: three for each kind of work, two of one store, beside the one that is kept back.
/// </summary>
public class NarrowApp : PortalApp
{
    protected override void Configure(WebApplicationBuilder builder)
    {
        foreach (var workload in (string[])["Api", "Export", "Import"])
        {
            builder.Configuration[$"Workloads:{workload}:Connections"] = "4";
            builder.Configuration[$"Workloads:{workload}:StoreConnections"] = "2";
            builder.Configuration[$"Workloads:{workload}:WaitSeconds"] = "1";
        }

        builder.Configuration["Uploads:PerStore"] = "8";
        builder.Configuration["Limits:MinBytesPerSecond"] = "200";
        builder.Configuration["Limits:GraceSeconds"] = "5";
    }
}

/// <summary>Clients that take their time, while others are served as if they were not there.</summary>
public sealed class SlowClientTests(NarrowApp app) : IClassFixture<NarrowApp>
{
    private const int Rows = 150_000;
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Uploads_OfEightAtThreeHundredBytesASecond_HoldNobodyUp()
    {
        var (slow, other) = (await StoreAsync(), await StoreAsync());
        using var browser = await app.SignedInAsync(other.Email);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var clients = new List<RawClient>();
        var dripping = new List<Task>();
        for (var number = 0; number < 8; number++)
        {
            var client = await RawClient.ConnectAsync(app.Address, Cancel);
            await client.SendAsync(UploadHead(slow.Token, 10_000_000), Cancel);
            clients.Add(client);
            dripping.Add(client.DripAsync(300, stop.Token));
        }

        await Task.Delay(TimeSpan.FromSeconds(2), Cancel);
        var started = Stopwatch.StartNew();
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(HttpStatusCode.OK, (await CallAsync(other.Token, "/api/v1/store")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await CallAsync(slow.Token, "/api/v1/store")).StatusCode);
            await browser.OpenAsync($"/s/{other.Slug}/settings/imports");
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }

        using var file = await UploadAsync(other.Token);
        Assert.Equal(HttpStatusCode.Accepted, file.StatusCode);
        Assert.InRange(started.Elapsed.TotalSeconds, 0, 20);
        Assert.All(dripping, client => Assert.False(client.IsCompleted));
        await stop.CancelAsync();
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Upload_SlowerThanTheLeastRate_IsAnswered408()
    {
        var store = await StoreAsync();
        using var client = await RawClient.ConnectAsync(app.Address, Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        stop.CancelAfter(TimeSpan.FromSeconds(40));
        await client.SendAsync(UploadHead(store.Token, 10_000_000), Cancel);

        var dripping = client.DripAsync(20, stop.Token);

        Assert.Equal("HTTP/1.1 408 Request Timeout", await client.ReadStatusAsync(stop.Token));
        await stop.CancelAsync();
        await dripping;
    }

    [Fact]
    public async Task Exports_ThatNobodyReads_GiveTheirConnectionsBack()
    {
        var (slow, other) = (await StoreAsync(), await StoreAsync());
        var (mine, theirs) = (await ImportAsync(slow.TenantId, Rows), await ImportAsync(other.TenantId, 10));
        var clients = new List<RawClient>();
        for (var number = 0; number < 2; number++)
        {
            var client = await RawClient.ConnectAsync(app.Address, Cancel);
            await client.SendAsync(
                $"GET /api/v1/imports/{mine}/rejected.csv HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {slow.Token}\r\n\r\n",
                Cancel);
            Assert.Equal("HTTP/1.1 200 OK", await client.ReadStatusAsync(Cancel));
            clients.Add(client);
        }

        for (var waited = 0; waited < 100 && await ReadingAsync() > 0; waited++)
            await Task.Delay(200, Cancel);

        Assert.Equal(0, await ReadingAsync());
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(other.Token, $"/api/v1/imports/{theirs}/rejected.csv")).StatusCode);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Export_OfALargeList_IsWhole()
    {
        var store = await StoreAsync();
        var import = await ImportAsync(store.TenantId, Rows);

        using var answer = await CallAsync(store.Token, $"/api/v1/imports/{import}/rejected.csv");
        var lines = (await answer.Content.ReadAsStringAsync(Cancel)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(Rows + 1, lines.Length);
        Assert.StartsWith(Rows.ToString(CultureInfo.InvariantCulture) + ",", lines[^1], StringComparison.Ordinal);
    }

    private async Task<(Guid TenantId, string Slug, string Token, string Email)> StoreAsync()
    {
        var email = $"{Guid.NewGuid():N}@slow.example";
        var store = await app.StoreAsync("Slow", email);
        return (store.TenantId, store.Slug, store.ApiToken!, email);
    }

    private static string UploadHead(string token, int length) =>
        $"POST /api/v1/imports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: multipart/form-data; "
            + $"boundary=b\r\nContent-Length: {length}\r\n\r\n"
        + "--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\norder_lines\r\n--b\r\nContent-Disposition: form-data; "
            + "name=\"file\"; filename=\"f.csv\"\r\n\r\norderId,placedAt,sku,quantity,unitPrice\r\n";

    // An import with rejected rows, as a run leaves it.
    private async Task<Guid> ImportAsync(Guid tenantId, int rows)
    {
        var id = Guid.NewGuid();
        await app.Database.ExecuteAsync(
            "insert into imports (tenant_id, id, kind, file_name, options, dry_run, state, created_at, created_by, bytes, headers) "
                + "values ($1, $2, 'orders', 'f.csv', '{}', false, 'finished', now(), 'API', 1, '{a}')",
            tenantId, id);
        await app.Database.ExecuteAsync(
            "insert into import_rejections (tenant_id, import_id, line, reason, fields) select $1, $2, n, 'Wrong', array[repeat('x', "
                + "400)] from generate_series(1, $3) n", tenantId, id, rows);
        return id;
    }

    private Task<long> ReadingAsync() => app.Database.ScalarAsync<long>(
        "select count(*) from pg_stat_activity where datname = current_database() and state <> 'idle' and query like "
            + "'%import_rejections%' and pid <> pg_backend_pid()");

    private async Task<HttpResponseMessage> CallAsync(string token, string path)
    {
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
    }

    private async Task<HttpResponseMessage> UploadAsync(string token)
    {
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("order_lines"), "kind" },
                { new StringContent("orderId,placedAt,sku,quantity,unitPrice\r\nA,2026-01-01,s,1,1\r\n"), "file", "f.csv" },
        };
        return await client.PostAsync(new Uri("/api/v1/imports", UriKind.Relative), form, Cancel);
    }
}

/// <summary>How many files may come at the same time, and be kept.</summary>
public sealed class UploadLimitTests(UploadLimitTests.App app) : IClassFixture<UploadLimitTests.App>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_BesideAsManyAsTheStoreMay_IsRefusedAtOnce()
    {
        var store = await app.StoreAsync("Uploads", "owner@uploads.example");
        using var first = await HoldAsync(store.ApiToken!);

        var started = Stopwatch.StartNew();
        var answer = await UploadAsync(store.ApiToken!);

        Assert.Equal((HttpStatusCode.TooManyRequests, "store_busy"), (answer.StatusCode, await CodeAsync(answer)));
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.InRange(started.Elapsed.TotalSeconds, 0, 5);
    }

    [Fact]
    public async Task Upload_BesideAsManyAsAllMay_IsAnswered503()
    {
        // Made first, since who sends nothing is not waited for long.
        var stores = new[]
        {
            await app.StoreAsync("A", "owner@a.example"), await app.StoreAsync("B", "owner@b.example"),
            await app.StoreAsync("C", "owner@c.example"),
        };
        using var first = await HoldAsync(stores[0].ApiToken!);
        using var second = await HoldAsync(stores[1].ApiToken!);

        var answer = await UploadAsync(stores[2].ApiToken!);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "server_busy"), (answer.StatusCode, await CodeAsync(answer)));
    }

    [Fact]
    public async Task Upload_BeyondWhatIsKept_IsRefusedWithTheReason()
    {
        var store = await app.StoreAsync("Kept", "owner@kept.example");
        for (var number = 0; number < 3; number++)
        {
            await app.Database.ExecuteAsync("""
                with kept as (
                  insert into imports (tenant_id, id, kind, file_name, options, dry_run, state, created_at, created_by, bytes, headers)
                  values ($1, gen_random_uuid(), 'orders', 'f.csv', '{}', true, 'uploaded', now(), 'API', 1, '{a}') returning id)
                insert into import_chunks (tenant_id, import_id, number, content) select $1, id, 0, 'a' from kept
                """, store.TenantId);
        }

        var answer = await UploadAsync(store.ApiToken!);

        Assert.Equal((HttpStatusCode.Conflict, "too_many_files"), (answer.StatusCode, await CodeAsync(answer)));
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("code").GetString();

    private async Task<RawClient> HoldAsync(string token)
    {
        var client = await RawClient.ConnectAsync(app.Address, Cancel);
        await client.SendAsync(
            $"POST /api/v1/imports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: multipart/form-data; "
                + $"boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\n", Cancel);
        await Task.Delay(TimeSpan.FromSeconds(1), Cancel);
        return client;
    }

    private async Task<HttpResponseMessage> UploadAsync(string token)
    {
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var form = new MultipartFormDataContent { { new StringContent("orders"), "kind" },
            { new StringContent("a,b\r\n"), "file", "f.csv" } };
        return await client.PostAsync(new Uri("/api/v1/imports", UriKind.Relative), form, Cancel);
    }

    public sealed class App : PortalApp
    {
        protected override void Configure(WebApplicationBuilder builder) =>
            (builder.Configuration["Uploads:PerStore"], builder.Configuration["Uploads:AtOnce"],
            builder.Configuration["Uploads:MaxFiles"]) = ("1", "2", "3");
    }
}
