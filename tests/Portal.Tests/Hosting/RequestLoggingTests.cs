using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Hosting;

public sealed class RequestLoggingTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly string[] Secrets =
        ["wk_secret-in-basic", "token-in-bearer", "password-in-form", "token-in-query", "cookie-value", "token-in-path", "secret-in-body"];

    [Fact]
    public async Task Log_RequestsWithSecrets_HoldsNone()
    {
        await using var node = await StartAsync();
        using var client = new HttpClient { BaseAddress = node.Address };
        client.DefaultRequestHeaders.Add("Cookie", "portal=cookie-value");

        await SendAsync(client, HttpMethod.Post, "/v1/batch",
            new StringContent("{\"batch\":[],\"writeKey\":\"secret-in-body\"}", Encoding.UTF8, "application/json"),
            new("Basic", Convert.ToBase64String("wk_secret-in-basic:"u8)));
        await SendAsync(client, HttpMethod.Get, "/api/v1/store?key=token-in-query", null, new("Bearer", "token-in-bearer"));
        await SendAsync(client, HttpMethod.Post, "/sign-in", new FormUrlEncodedContent([new("Password", "password-in-form")]), null);
        await SendAsync(client, HttpMethod.Get, "/invitations/token-in-path", null, null);
        await node.StopAsync(TestContext.Current.CancellationToken);

        Assert.Contains("answered", node.Log, StringComparison.Ordinal);
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, node.Log + node.Console, StringComparison.Ordinal));
        Assert.DoesNotContain(Convert.ToBase64String("wk_secret-in-basic:"u8), node.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_EveryLine_IsJsonAndRequestsCarryTheirIds()
    {
        await using var node = await StartAsync();
        using var client = new HttpClient { BaseAddress = node.Address };
        client.DefaultRequestHeaders.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        await SendAsync(client, HttpMethod.Get, "/health/live", null, null);
        await node.StopAsync(TestContext.Current.CancellationToken);

        var lines = node.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        var request = lines.Last(line => line.GetProperty("Message")
            .GetString()!.StartsWith("GET /health/live answered 200", StringComparison.Ordinal));
        var scope = request.GetProperty("Scopes").EnumerateArray().Last();
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", scope.GetProperty("TraceId").GetString());
        Assert.NotEmpty(scope.GetProperty("RequestId").GetString()!);
        Assert.EndsWith("Z", request.GetProperty("Timestamp").GetString(), StringComparison.Ordinal);
    }

    // At level Debug of our own code, so that what is left out by level is seen too.
    private Task<PortalProcess> StartAsync() => PortalProcess.StartAsync(
        postgres.Database.OwnerConnectionString,
        new Dictionary<string, string> { ["Logging__LogLevel__Portal"] = "Debug" },
        TestContext.Current.CancellationToken);

    private static async Task SendAsync(
        HttpClient client, HttpMethod method, string path, HttpContent? content, AuthenticationHeaderValue? authorization)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = authorization;
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
