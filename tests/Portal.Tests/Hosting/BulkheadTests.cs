using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Npgsql;
using Portal.Infrastructure.Data.Workloads;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Hosting;

/// <summary>What others see while one store uses its share of the database up, and when a statement takes too long.</summary>
public sealed class BulkheadTests(BulkheadTests.App app) : IClassFixture<BulkheadTests.App>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Api_OfAStoreThatUsesItsShareUp_IsRefusedAndAnotherServed()
    {
        var (busy, other) = (await StoreAsync(), await StoreAsync());
        await using var holder = await LockAsync(busy.TenantId, "variants");
        var waiting = Enumerable.Range(0, 3).Select(number => PutAsync(busy.Token, $"A{number}")).ToList();
        await WaitUntilAsync(() => WaitingAsync(3));

        var refused = await PutAsync(busy.Token, "B");
        var served = await PutAsync(other.Token, "B");

        Assert.Equal((HttpStatusCode.TooManyRequests, "store_busy"), (refused.StatusCode, await CodeAsync(refused)));
        Assert.Equal("1", refused.Headers.RetryAfter?.ToString());
        Assert.Equal(HttpStatusCode.Created, served.StatusCode);
        await holder.DisposeAsync();
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task Api_WhenAllConnectionsAreUsed_Is503()
    {
        var (one, two, three, last) = (await StoreAsync(), await StoreAsync(), await StoreAsync(), await StoreAsync());
        await using var first = await LockAsync(one.TenantId, "variants");
        await using var second = await LockAsync(two.TenantId, "variants");
        await using var third = await LockAsync(three.TenantId, "variants");
        string[] tokens = [one.Token, one.Token, one.Token, two.Token, two.Token, two.Token, three.Token];
        var waiting = tokens.Select((token, number) => PutAsync(token, $"A{number}")).ToList();
        await WaitUntilAsync(() => WaitingAsync(7));

        var refused = await PutAsync(last.Token, "B");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "server_busy"), (refused.StatusCode, await CodeAsync(refused)));
        await first.DisposeAsync();
        await second.DisposeAsync();
        await third.DisposeAsync();
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task Api_StatementThatTakesTooLong_IsStoppedAndAnswered504()
    {
        var store = await StoreAsync();
        await using var holder = await LockAsync(store.TenantId, "variants");

        var stopped = await PutAsync(store.Token, "A");

        Assert.Equal((HttpStatusCode.GatewayTimeout, "timed_out"), (stopped.StatusCode, await CodeAsync(stopped)));
        Assert.Equal(0, await app.Database.ScalarAsync<long>(WaitingSql));
    }

    [Fact]
    public async Task Api_OfAClientThatIsGone_EndsItsStatement()
    {
        var store = await StoreAsync();
        await using var holder = await LockAsync(store.TenantId, "variants");
        using var gone = new CancellationTokenSource();
        var asking = PutAsync(store.Token, "A", gone.Token);
        await WaitUntilAsync(() => WaitingAsync(1));

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await WaitUntilAsync(() => WaitingAsync(0));
    }

    [Fact]
    public async Task Page_OfAStoreThatUsesItsShareUp_SaysSoAndAnotherIsShown()
    {
        var (busy, other) = (await StoreAsync(), await StoreAsync());
        var (mine, theirs) = (await app.SignedInAsync(busy.Email), await app.SignedInAsync(other.Email));
        var held = new List<NpgsqlConnection>();
        using (WorkloadScope.Enter(Workload.Page))
            held.AddRange([await app.Database.OpenForTenantAsync(busy.TenantId, Cancel),
                await app.Database.OpenForTenantAsync(busy.TenantId, Cancel)]);

        await mine.OpenAsync($"/s/{busy.Slug}/analytics");
        await theirs.OpenAsync($"/s/{other.Slug}/analytics");

        Assert.Contains("The store asks for more at once than its share. Try again in a moment.", mine.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("share", theirs.Text, StringComparison.Ordinal);
        held.ForEach(connection => connection.Dispose());
        await mine.OpenAsync($"/s/{busy.Slug}/analytics");
        Assert.DoesNotContain("asks for more", mine.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfAStoreThatUsesItsShareUp_IsRefusedAsAProblemOrAPage()
    {
        var store = await StoreAsync();
        using var browser = await app.SignedInAsync(store.Email);
        var held = new List<NpgsqlConnection>();
        using (WorkloadScope.Enter(Workload.Export))
            held.AddRange([await app.Database.OpenForTenantAsync(store.TenantId, Cancel),
                await app.Database.OpenForTenantAsync(store.TenantId, Cancel)]);
        var file = new Uri($"/s/{store.Slug}/products/catalogue.csv", UriKind.Relative);

        var problem = await browser.Client.GetAsync(file, Cancel);
        browser.Client.DefaultRequestHeaders.Accept.Add(new("text/html"));
        await browser.OpenAsync(file.OriginalString);

        Assert.Equal((HttpStatusCode.TooManyRequests, "store_busy"), (problem.StatusCode, await CodeAsync(problem)));
        Assert.Null(problem.Content.Headers.ContentDisposition);
        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.Contains("The store asks for more at once than its share. Try again in a moment.", browser.Text, StringComparison.Ordinal);
        held.ForEach(connection => connection.Dispose());
    }

    [Fact]
    public async Task Page_WithoutAnyConnectionLeft_IsAnswered503WithAPage()
    {
        var store = await StoreAsync();
        using var browser = await app.SignedInAsync(store.Email);
        var held = new List<NpgsqlConnection>();
        using (WorkloadScope.Enter(Workload.Page))
        {
            for (var number = 0; number < 7; number++)
                held.Add(await app.Database.OpenForTenantAsync(Guid.NewGuid(), Cancel));
        }

        await browser.OpenAsync($"/s/{store.Slug}/analytics");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
        Assert.Contains("The portal is busy. Try again in a moment.", browser.Text, StringComparison.Ordinal);
        held.ForEach(connection => connection.Dispose());
    }

    private const string WaitingSql =
        "select count(*) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where "
        + "datname = current_database())";

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("code").GetString();

    private static async Task WaitUntilAsync(Func<Task<bool>> isSo)
    {
        for (var waited = 0; waited < 200 && !await isSo(); waited++)
            await Task.Delay(50, Cancel);
        Assert.True(await isSo());
    }

    private async Task<bool> WaitingAsync(long statements) => await app.Database.ScalarAsync<long>(WaitingSql) == statements;

    private async Task<(Guid TenantId, string Slug, string Token, string Email)> StoreAsync()
    {
        var email = $"{Guid.NewGuid():N}@bulk.example";
        var store = await app.StoreAsync("Bulk", email);
        return (store.TenantId, store.Slug, store.ApiToken!, email);
    }

    // Writes of one kind in one store wait for each other; this holds them all up.
    private async Task<NpgsqlConnection> LockAsync(Guid tenantId, string table)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(app.Database.OwnerConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("select pg_advisory_lock(hashtextextended($1, 0))", connection);
        command.Parameters.Add(new() { Value = $"{tenantId} {table}" });
        await command.ExecuteNonQueryAsync(Cancel);
        return connection;
    }

    private async Task<HttpResponseMessage> PutAsync(string token, string sku, CancellationToken? cancel = null)
    {
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var body = new StringContent("{\"name\":\"x\"}", Encoding.UTF8, "application/json");
        return await client.PutAsync(new Uri($"/api/v1/variants/{sku}", UriKind.Relative), body, cancel ?? Cancel);
    }

    public sealed class App : PortalApp
    {
        protected override void Configure(WebApplicationBuilder builder)
        {
            foreach (var (workload, share) in (IEnumerable<(string, int)>)[("Api", 3), ("Page", 2), ("Export", 2)])
            {
                builder.Configuration[$"Workloads:{workload}:Connections"] = "8";
                builder.Configuration[$"Workloads:{workload}:StoreConnections"] = share.ToString(
                    System.Globalization.CultureInfo.InvariantCulture);
                builder.Configuration[$"Workloads:{workload}:WaitSeconds"] = "0.5";
                builder.Configuration[$"Workloads:{workload}:StatementSeconds"] = "8";
                builder.Configuration[$"Workloads:{workload}:LockSeconds"] = "60";
            }
        }
    }
}
