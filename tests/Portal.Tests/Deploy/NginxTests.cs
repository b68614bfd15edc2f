using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Deploy;

/// <summary>The shipped nginx configuration in front of two nodes that share a database.</summary>
public sealed class NginxTests(NginxTests.TwoNodes nodes) : IClassFixture<NginxTests.TwoNodes>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PlainHttp_AnyPath_IsSentToTls()
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Host = "evil.example";

        using var response = await client.GetAsync(new Uri(nodes.Nginx.Http, "/sign-in?returnUrl=%2Flive"), Cancellation);

        Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
        Assert.Equal(new Uri(nodes.Nginx.Https, "/sign-in?returnUrl=%2Flive"), response.Headers.Location);
    }

    [Fact]
    public async Task Page_OverTls_IsServedAndTheNodeKnowsItIsTls()
    {
        using var client = nodes.Nginx.CreateClient();
        client.DefaultRequestHeaders.Host = "portal.example.com";

        using var response = await client.GetAsync("/health/live", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Strict-Transport-Security", response.Headers.Select(header => header.Key));
    }

    [Fact]
    public async Task Browser_ManyRequests_StayOnOneNode()
    {
        for (var browser = 0; browser < 8; browser++)
        {
            using var client = nodes.Nginx.CreateClient();
            for (var request = 0; request < 6; request++)
            {
                using var response = await client.GetAsync($"/health/live?browser={browser}", Cancellation);
                Assert.Equal(request == 0, response.Headers.Contains("Set-Cookie"));
            }
        }

        var byBrowser = nodes.Nginx.Passed().Where(passed => passed.Path.Contains("?browser=", StringComparison.Ordinal))
            .ToLookup(passed => passed.Path, passed => passed.Node);
        Assert.Equal(8, byBrowser.Count);
        Assert.All(byBrowser, browser => Assert.Single(browser.Distinct()));
    }

    [Fact]
    public async Task Circuit_OverTls_IsUpgraded()
    {
        var cookies = new CookieContainer();
        using var client = nodes.Nginx.CreateClient(cookies);
        using var answer = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null, Cancellation);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("connectionToken").GetString();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", nodes.Nginx.Https.GetLeftPart(UriPartial.Authority));
        using var invoker = new HttpMessageInvoker(nodes.Nginx.CreateHandler(cookies));
        var address = new UriBuilder(nodes.Nginx.Https) { Scheme = "wss", Path = "/_blazor", Query = $"id={token}" }.Uri;

        await socket.ConnectAsync(address, invoker, Cancellation);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, true,
            Cancellation);

        var received = await socket.ReceiveAsync(new Memory<byte>(new byte[4096]), Cancellation);
        Assert.NotEqual(0, received.Count);
    }

    [Fact]
    public async Task Events_UpToOneMegabyte_PassAndMoreIsRefused()
    {
        using var client = nodes.Nginx.CreateClient();

        using var passed = await client.PostAsync("/v1/batch", new StringContent("{\"batch\":[]}", Encoding.UTF8, "application/json"),
            Cancellation);
        using var refused = await client.PostAsync("/v1/batch", new ByteArrayContent(new byte[1_100_000]), Cancellation);

        Assert.Contains(nodes.Nginx.Passed(), request => request.Path == "/v1/batch" && request.Node != "-");
        Assert.False(passed.Headers.Contains("Set-Cookie"));
        Assert.NotEqual(HttpStatusCode.RequestEntityTooLarge, passed.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task NodeDown_EveryBrowserAndEveryBatch_GoesToTheOther()
    {
        await using var third = await TwoNodes.StartNodeAsync(nodes.Database.OwnerConnectionString);
        await using var nginx = await NginxServer.StartAsync([nodes.Addresses[0], third.Address]);
        await third.KillAsync();

        for (var browser = 0; browser < 10; browser++)
        {
            using var client = nginx.CreateClient();
            using var page = await client.GetAsync("/health/live", Cancellation);
            using var batch = await client.PostAsync("/v1/batch", new StringContent("{\"batch\":[]}", Encoding.UTF8, "application/json"),
                Cancellation);

            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.True((int)batch.StatusCode < 500, $"A batch was answered {batch.StatusCode}.");
        }
    }

    /// <summary>Two processes over one database, behind nginx.</summary>
    public sealed class TwoNodes : PostgresFixture
    {
        private readonly List<PortalProcess> _nodes = [];

        internal NginxServer Nginx { get; private set; } = null!;

        internal IReadOnlyList<Uri> Addresses => [.. _nodes.Select(node => node.Address)];

        internal static Task<PortalProcess> StartNodeAsync(string connectionString) => PortalProcess.StartAsync(
            connectionString,
            new Dictionary<string, string>
            {
                ["Proxy__KnownNetworks__0"] = "127.0.0.0/8",
                ["Security__MasterKey"] = Convert.ToBase64String(new byte[32])
            });

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            _nodes.AddRange(await Task.WhenAll(StartNodeAsync(Database.OwnerConnectionString),
                StartNodeAsync(Database.OwnerConnectionString)));
            Nginx = await NginxServer.StartAsync(Addresses);
        }

        public override async ValueTask DisposeAsync()
        {
            GC.SuppressFinalize(this);
            await Nginx.DisposeAsync();
            foreach (var node in _nodes)
            {
                await node.DisposeAsync();
            }

            await base.DisposeAsync();
        }
    }
}
