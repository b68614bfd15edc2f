using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Portal.Testing.Circuits;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Circuits;

/// <summary>One page that asks for too much is sent off; what real pages do passes.</summary>
public sealed class CircuitLimitsTests(CircuitLimitsTests.SmallPortal portal) : IClassFixture<CircuitLimitsTests.SmallPortal>
{
    private const int MaxPerPerson = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_Flood_ClosesThePageWithAReason()
    {
        using var browser = await SignInAsync("messages");
        await using var circuit = await browser.OpenCircuitAsync(PortalUrls.Sessions, Cancel);
        await circuit.UntilAsync("Sign-in sessions", Cancel);
        var sent = await FloodAsync(circuit, 20_000,
            number => HubFrame.Invocation("EndInvokeJSFromDotNet", 999_999L + number, true, "[1,true,null]"));

        await circuit.UntilClosedAsync(Cancel);

        Assert.Contains("The page sent more than 100 messages a second for too long.", circuit.Errors);
        Assert.True(sent < 20_000 || circuit.IsClosed);
        await AssertIsWellAsync();
    }

    [Fact]
    public async Task Message_ThatNoPageSends_ClosesThePageWithAReason()
    {
        using var browser = await SignInAsync("garbage");
        await using var circuit = await browser.OpenCircuitAsync(PortalUrls.Sessions, Cancel);
        await circuit.UntilAsync("Sign-in sessions", Cancel);

        await circuit.SendAsync("UpdateRootComponents", """{"batchId":2,"operations":[]}""", "not base 64");

        await circuit.UntilClosedAsync(Cancel);
        Assert.Contains("The page sent what cannot be read.", circuit.Errors);
        await AssertIsWellAsync();
    }

    [Fact]
    public async Task Messages_ManyAtOnce_PassAsOfARealPage()
    {
        using var browser = await SignInAsync("typing");
        await using var circuit = await browser.OpenCircuitAsync(PortalUrls.Sessions, Cancel);
        await circuit.UntilAsync("Sign-in sessions", Cancel);

        // Somebody types, moves over a chart and clicks about: 400 messages within a few seconds.
        await FloodAsync(circuit, 400, _ => HubFrame.Invocation("OnRenderCompleted", 1L, null));
        await circuit.GoAsync(PortalUrls.NewStore + "/../../account/sessions");

        await circuit.UntilAsync("Sign-in sessions", Cancel);
        Assert.False(circuit.IsClosed);
    }

    [Fact]
    public async Task Navigations_HundredAtOnce_AskTheDatabaseNowAndThenAndTheLastWins()
    {
        using var questions = new QuestionCounter(portal.Database.OwnerConnectionString, "from user_sessions s");
        var store = await portal.StoreAsync("Hasty", "owner@hasty.example");
        using var browser = await portal.SignedInAsync("owner@hasty.example");
        await using var circuit = await browser.OpenCircuitAsync(PortalUrls.Settings(store.Slug), Cancel);
        await circuit.UntilAsync("Sites and keys", Cancel);
        var before = questions.Count;

        for (var number = 0; number < 99; number++)
            await circuit.GoAsync(number % 2 == 0 ? PortalUrls.Team(store.Slug) : PortalUrls.Sites(store.Slug));
        await circuit.GoAsync(PortalUrls.Usage(store.Slug));
        await circuit.UntilAsync("by the days of UTC", Cancel);

        // Without waiting for them to settle it would be more than one for each address.
        Assert.InRange(questions.Count - before, 2, 40);
        Assert.False(circuit.IsClosed);
    }

    [Fact]
    public async Task Navigations_WithoutEnd_CloseThePage()
    {
        var store = await portal.StoreAsync("Endless", "owner@endless.example");
        using var browser = await portal.SignedInAsync("owner@endless.example");
        await using var circuit = await browser.OpenCircuitAsync(PortalUrls.Settings(store.Slug), Cancel);
        var address = new Uri(portal.Address, PortalUrls.Team(store.Slug)).AbsoluteUri;

        await FloodAsync(circuit, 20_000, number => HubFrame.Invocation("OnLocationChanged", $"{address}?q={number}", null, true));

        await circuit.UntilClosedAsync(Cancel);
        Assert.Contains(circuit.Errors, error => error.Contains("messages a second", StringComparison.Ordinal));
        await AssertIsWellAsync();
    }

    [Theory]
    [InlineData(0x89)] // pings
    [InlineData(0x8a)] // pongs nobody asked for
    [InlineData(0x82)] // empty messages
    public async Task Frames_Flood_EndsTheConnection(int kind)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var client = new TcpClient();
        await client.ConnectAsync(portal.Address.Host, portal.Address.Port, limit.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /_blazor HTTP/1.1\r\nHost: {portal.Address.Authority}\r\nOrigin: {portal.Address.GetLeftPart(UriPartial.Authority)}\r\n"
            + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + "dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"), limit.Token);
        var drain = DrainAsync(stream, limit.Token);
        byte[] frames = [.. Enumerable.Repeat<byte[]>([(byte)kind, 0x80, 1, 2, 3, 4], 1000).SelectMany(frame => frame)];

        var started = Stopwatch.GetTimestamp();
        try
        {
            while (!drain.IsCompleted)
            {
                await stream.WriteAsync(frames, limit.Token);
                await Task.Delay(10, limit.Token);
            }
        }
        catch (IOException)
        {
            // ended by the portal
        }

        await drain;
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10)); // without a limit the hub itself waits 15 for the handshake
        await AssertIsWellAsync();
    }

    [Fact]
    public async Task Circuits_MoreThanAPersonMayHave_AreRefusedUntilOneIsLeft()
    {
        using var browser = await SignInAsync("tabs");
        using var other = await SignInAsync("other-tabs");
        var open = new List<TestCircuit>();
        for (var tab = 0; tab < MaxPerPerson; tab++)
            open.Add(await browser.OpenCircuitAsync(PortalUrls.Sessions, Cancel));

        await AssertIsRefusedAsync(browser);
        await using (var others = await other.OpenCircuitAsync(PortalUrls.Sessions, Cancel))
            await others.UntilAsync("Sign-in sessions", Cancel);

        // A browser says when a page is left.
        using var left = new FormUrlEncodedContent([new("circuitId", open[0].Secret)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/disconnect") { Content = left };
        request.Headers.Add("Origin", portal.Address.GetLeftPart(UriPartial.Authority));
        (await browser.Client.SendAsync(request, Cancel)).EnsureSuccessStatusCode();
        await using var again = await browser.OpenCircuitAsync(PortalUrls.Sessions, Cancel);
        await again.UntilAsync("Sign-in sessions", Cancel);

        foreach (var circuit in open)
            await circuit.DisposeAsync();
    }

    [Fact]
    public async Task Circuits_StartedButNeverDrawn_TakePlacesToo()
    {
        using var browser = await SignInAsync("undrawn");
        var open = new List<TestCircuit>();
        for (var tab = 0; tab < MaxPerPerson; tab++)
        {
            open.Add(await browser.ConnectCircuitAsync(Cancel));
            await open[^1].StartAsync(Own("/"), Own(PortalUrls.Sessions), "", Cancel);
        }

        await AssertIsRefusedAsync(browser);

        foreach (var circuit in open)
            await circuit.DisposeAsync();
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("not an address")]
    public async Task Start_ForeignBaseAddress_IsRefused(string baseAddress)
    {
        using var browser = await SignInAsync("base");
        await using var circuit = await browser.ConnectCircuitAsync(Cancel);

        await Assert.ThrowsAnyAsync<Exception>(() => circuit.StartAsync(baseAddress, baseAddress + "s/any", "", Cancel).WaitAsync(Cancel));

        Assert.Equal("", circuit.Secret);
        await circuit.UntilClosedAsync(Cancel);
    }

    [Fact]
    public async Task Upload_LargeFile_IsNotHeldUp()
    {
        const int Size = 12_000_000;
        var store = await portal.StoreAsync("Uploads", "owner@uploads.example");
        using var browser = await portal.SignedInAsync("owner@uploads.example");
        var page = await browser.ReadCircuitPageAsync(PortalUrls.Imports(store.Slug), Cancel);
        await using var circuit = await browser.ConnectCircuitAsync(Cancel);
        var upload = new FileUpload(circuit, "orderId,placedAt,sku,quantity,unitPrice\n", "Q1,2026-03-02,TEA,1,15\n", Size);
        await circuit.StartAsync(PortalUrls.Imports(store.Slug), page, page.State, Cancel);
        await circuit.UntilAsync("New import", Cancel);

        var started = Stopwatch.GetTimestamp();
        await upload.SendAsync(Cancel);
        await circuit.UntilAsync(screen => screen.Text.Contains("Which columns", StringComparison.Ordinal) || circuit.Navigations.Count > 0,
            "the file has arrived", TimeSpan.FromSeconds(60), Cancel);

        Assert.Contains(circuit.Navigations, address => address.Contains("/settings/imports/", StringComparison.Ordinal));
        Assert.False(circuit.IsClosed);
        Assert.Equal(Size, await portal.Database.ScalarAsync<long>("select bytes from imports where tenant_id = $1", store.TenantId));
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(45));
    }

    private string Own(string path) => new Uri(portal.Address, path).AbsoluteUri;

    private async Task<PortalBrowser> SignInAsync(string name)
    {
        var email = $"{name}-{Guid.NewGuid():N}@limits.example";
        await portal.PersonAsync(email);
        return await portal.SignedInAsync(email);
    }

    private static async Task AssertIsRefusedAsync(PortalBrowser browser)
    {
        var refusal = await Assert.ThrowsAsync<IOException>(() => browser.OpenCircuitAsync(PortalUrls.Sessions, Cancel));
        Assert.Contains("Too many pages are open", refusal.Message, StringComparison.Ordinal);
    }

    private async Task AssertIsWellAsync()
    {
        using var client = portal.CreateClient();
        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancel);
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static async Task<int> FloodAsync(TestCircuit circuit, int messages, Func<int, byte[]> message)
    {
        for (var sent = 0; sent < messages; sent++)
        {
            try
            {
                await circuit.Socket.SendAsync(message(sent), Cancel);
            }
            catch (Exception exception) when (
                exception is System.Net.WebSockets.WebSocketException or IOException or InvalidOperationException)
            {
                return sent;
            }
        }

        return messages;
    }

    private static async Task DrainAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) > 0)
            {
            }
        }
        catch (IOException)
        {
            // ended by the portal
        }
    }

    /// <summary>What a browser's script does for a file that was chosen.</summary>
    private sealed class FileUpload
    {
        private readonly TestCircuit _circuit;
        private readonly byte[] _content;
        private readonly TaskCompletionSource<long> _input = new();
        private readonly TaskCompletionSource<(long Stream, int Piece)> _asked = new();

        public FileUpload(TestCircuit circuit, string head, string line, int size)
        {
            _circuit = circuit;
            var text = new StringBuilder(head, size + line.Length);
            while (text.Length < size)
                text.Append(line);
            _content = Encoding.ASCII.GetBytes(text.ToString()[..size]);
            circuit.OnScript = Answer;
        }

        public async Task SendAsync(CancellationToken cancellationToken)
        {
            var input = await _input.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
            var file = new JsonObject
            {
                ["id"] = 1,
                ["lastModified"] = "2026-03-02T10:00:00.000Z",
                ["name"] = "orders.csv",
                ["size"] = _content.Length,
                ["contentType"] = "text/csv",
            };
            await _circuit.SendAsync("BeginInvokeDotNetFromJS", "0", null, "NotifyChange", input,
                new JsonArray(new JsonArray(file)).ToJsonString());
            await _circuit.RaiseAsync("onsubmit", node => node.Name == "form" && node.Handlers.ContainsKey("onsubmit")
                && node.Text.Contains("What the file holds", StringComparison.Ordinal), []);
            var (stream, piece) = await _asked.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
            for (var (number, at) = (0L, 0); at < _content.Length; number++, at += piece)
            {
                var accepted = await _circuit.AskAsync("ReceiveJSDataChunk",
                    [stream, number, _content[at..Math.Min(at + piece, _content.Length)], null], cancellationToken);
                Assert.Equal(true, accepted);
            }
        }

        private string? Answer(string function, System.Text.Json.JsonElement arguments)
        {
            switch (function)
            {
                case "Blazor._internal.InputFile.init":
                    _input.TrySetResult(arguments[0].GetProperty("__dotNetObject").GetInt64());
                    return null;
                case "Blazor._internal.InputFile.readFileData":
                    return string.Create(CultureInfo.InvariantCulture, $$"""{"__jsObjectId":77,"__jsStreamReferenceLength":{{_content.Length}}}""");
                case "Blazor._internal.sendJSDataStream":
                    _asked.TrySetResult((arguments[1].GetInt64(), arguments[2].GetInt32()));
                    return null;
                default:
                    return null;
            }
        }
    }

    /// <summary>A portal where a person may have few pages open.</summary>
    public sealed class SmallPortal : PortalApp
    {
        protected override void Configure(WebApplicationBuilder builder) =>
            builder.Configuration["Circuits:MaxPerPerson"] = MaxPerPerson.ToString(CultureInfo.InvariantCulture);
    }
}
