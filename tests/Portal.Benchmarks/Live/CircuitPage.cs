using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Benchmarks.Live;

/// <summary>
/// A page that is open in a browser, without the browser: it loads the page, opens its circuit over a web socket, answers
/// what the server asks of the browser, confirms each batch of changes, and notes how many orders the page shows.
/// </summary>
internal sealed partial class CircuitPage : IDisposable
{
    private const byte HandshakeEnd = 0x1E;

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TaskCompletionSource _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private int _objects;

    /// <summary>The batches of changes that came, to be read after the page was left.</summary>
    public List<ShownBatch> Batches { get; } = [];

    /// <summary>Why the circuit ended before the page was left; null when it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Opens a page for somebody who is signed in, and waits until it shows its orders.</summary>
    public static async Task<CircuitPage> OpenAsync(HttpClient browser, CookieContainer cookies, Uri address)
    {
        var html = await browser.GetStringAsync(address);
        var page = new CircuitPage();
        page._socket.Options.Cookies = cookies;
        page._socket.Options.DangerousDeflateOptions = new(); // browsers ask for compression too
        page._socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        await page._socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/_blazor" }.Uri, CancellationToken.None);
        await page.SendAsync((byte[])[.. """{"protocol":"blazorpack","version":1}"""u8, HandshakeEnd], WebSocketMessageType.Text);
        page._reading = page.ListenAsync();
        await page.StartAsync(address, html);
        await page._shown.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return page;
    }

    /// <summary>Ends the circuit's connection.</summary>
    public async Task LeaveAsync()
    {
        await _leaving.CancelAsync();
        await _reading;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
        _leaving.Dispose();
    }

    private async Task StartAsync(Uri address, string html)
    {
        await SendAsync(BlazorPack.Call("0", "StartCircuit", new Uri(address, "/").AbsoluteUri, address.AbsoluteUri, "[]", ""));
        var markers = Marker().Matches(html).Select((found, number) => $$"""{"type":"add","ssrComponentId":{{number + 1}},"marker":{{WebUtility.HtmlDecode(found.Groups[1].Value)}}}""");
        var state = State().Match(html).Groups[1].Value;
        await SendAsync(BlazorPack.Call(null, "UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', markers)}}]}""", state));
    }

    private async Task ListenAsync()
    {
        try
        {
            await ReadAsync();
        }
        catch (Exception) when (_leaving.IsCancellationRequested)
        {
            // left, as wanted
        }
        catch (Exception exception)
        {
            Failure = exception.Message;
            _shown.TrySetException(exception);
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var filled = 0;
        var isGreeted = false;
        while (true)
        {
            var read = await _socket.ReceiveAsync(buffer.AsMemory(filled), _leaving.Token);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                throw new IOException($"The portal closed the circuit: {_socket.CloseStatusDescription}");
            }

            filled += read.Count;
            ReadOnlyMemory<byte> rest = buffer.AsMemory(0, filled);
            if (!isGreeted && rest.Span.IndexOf(HandshakeEnd) is >= 0 and var end)
            {
                isGreeted = true;
                rest = rest[(end + 1)..];
            }

            while (isGreeted && BlazorPack.Take(ref rest) is { } message)
            {
                await AnswerAsync(message);
            }

            rest.CopyTo(buffer);
            filled = rest.Length;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    private async Task AnswerAsync(object?[] message)
    {
        if (message is not [1L, _, _, string target, object?[] arguments, ..])
        {
            return;
        }

        switch (target)
        {
            case "JS.RenderBatch":
                Note(((ReadOnlyMemory<byte>)arguments[1]!).Span);
                await SendAsync(BlazorPack.Call(null, "OnRenderCompleted", arguments[0], null));
                break;
            case "JS.BeginInvokeJS" when arguments[0] is long handle and not 0:
                // 1 asks for a reference to an object of the browser, the rest for a value that nobody looks at.
                var result = arguments[3] is 1L ? $$"""{"__jsObjectId":{{++_objects}}}""" : "null";
                await SendAsync(BlazorPack.Call(null, "EndInvokeJSFromDotNet", handle, true, $"[{handle},true,{result}]"));
                break;
            case "JS.Error":
                throw new InvalidOperationException($"The circuit broke: {arguments[0]}");
        }
    }

    private void Note(ReadOnlySpan<byte> batch)
    {
        var orders = RenderBatch.AttributeOf(batch, "data-orders");
        Batches.Add(new(Stopwatch.GetTimestamp(), batch.Length, orders is null ? null : int.Parse(orders, CultureInfo.InvariantCulture)));
        if (orders is not null)
        {
            _shown.TrySetResult();
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type = WebSocketMessageType.Binary)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(message, type, endOfMessage: true, _leaving.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    [GeneratedRegex("""<!--Blazor:(\{"type":"server".*?\})-->""")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}

/// <summary>A batch of changes to a page.</summary>
/// <param name="At">When it came, by <see cref="Stopwatch.GetTimestamp"/>.</param>
/// <param name="Orders">The day's orders that the page shows from now on; null when it shows as many as before.</param>
internal sealed record ShownBatch(long At, int Bytes, int? Orders);
