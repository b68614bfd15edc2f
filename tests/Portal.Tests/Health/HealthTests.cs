using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Health;

public sealed class HealthTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Live_Anybody_IsTold()
    {
        using var client = app.CreateClient();

        using var response = await client.GetAsync("/health/live", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Ready_AllWell_NamesEachCheckWithItsTime()
    {
        using var client = app.CreateClient();
        await WaitForAsync(client, HttpStatusCode.OK);

        var report = await client.GetFromJsonAsync<JsonElement>("/health/ready", TestContext.Current.CancellationToken);

        Assert.Equal("healthy", report.GetProperty("status").GetString());
        foreach (var name in (string[])["accepting", "background", "database", "migrations", "jobs"])
        {
            var check = report.GetProperty("checks").GetProperty(name);
            Assert.Equal("healthy", check.GetProperty("status").GetString());
            Assert.True(check.GetProperty("milliseconds").GetDouble() >= 0);
        }
    }

    [Fact]
    public async Task Ready_SchemaBehindThisBuild_IsRefusedWithoutDetails()
    {
        using var client = app.CreateClient();
        await WaitForAsync(client, HttpStatusCode.OK);
        await ExecuteAsync("update schema_migrations set checksum = 'x' || checksum where version = 1");

        using var response = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);

        await ExecuteAsync("update schema_migrations set checksum = substr(checksum, 2) where version = 1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("\"migrations\":{\"status\":\"unhealthy\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0001", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_NodeAskedToStop_SaysSoBeforeTheDoorCloses()
    {
        var database = await PostgresServer.CloneAsync();
        var server = await PostgresServer.GetAsync();
        await using var node = await PortalProcess.StartAsync(
            server.ConnectionString(database), new Dictionary<string, string> { ["Shutdown__DrainSeconds"] = "3" },
            TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = node.Address };

        node.RequestStop();
        await WaitForAsync(client, HttpStatusCode.ServiceUnavailable);
        using var live = await client.GetAsync("/health/live", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(0, await node.StopAsync(TestContext.Current.CancellationToken));
        await server.DropDatabaseAsync(database, TestContext.Current.CancellationToken);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = app.Database.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task WaitForAsync(HttpClient client, HttpStatusCode expected)
    {
        for (var waited = 0; waited < 100; waited++)
        {
            using var response = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
            if (response.StatusCode == expected)
            {
                return;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"/health/ready never answered {expected}.");
    }
}
