using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Portal.Testing.Circuits;

/// <summary>
/// A raw connection to the hub of circuits: sends whatever it is given, well-formed or not, and hands on what comes. What a
/// browser would send with the request is up to the caller.
/// </summary>
public sealed class CircuitSocket : IAsyncDisposable
{
    private static readonly byte[] Handshake = [.. """{"protocol":"blazorpack","version":1}"""u8, 0x1e];

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);

    /// <summary>True until either side ended it.</summary>
    public bool IsOpen => _socket.State == WebSocketState.Open;

    /// <summary>Connects and agrees on the protocol.</summary>
    /// <param name="portal">The portal's address.</param>
    /// <param name="cookies">Of the browser that connects; null for none.</param>
    /// <param name="origin">Of the page that connects; null sends none.</param>
    /// <exception cref="WebSocketException">The connection was refused.</exception>
    public static async Task<CircuitSocket> ConnectAsync(
        Uri portal, CookieContainer? cookies, string? origin, CancellationToken cancellationToken = default)
    {
        var circuit = new CircuitSocket();
        circuit._socket.Options.Cookies = cookies;
        circuit._socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
        {
            circuit._socket.Options.SetRequestHeader("Origin", origin);
        }

        try
        {
            await circuit._socket.ConnectAsync(new UriBuilder(portal)
            {
                Scheme = portal.Scheme == "https" ? "wss" : "ws",
                Path = "/_blazor"
            }.Uri, cancellationToken);
            await circuit.SendAsync(Handshake, cancellationToken);
            return circuit;
        }
        catch
        {
            await circuit.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends bytes as they are, in one frame.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Reads hub messages until the connection ends.</summary>
    /// <param name="onMessage">Told of each; the next one waits for it.</param>
    public async Task ReceiveAsync(Func<object?[], Task> onMessage, CancellationToken cancellationToken)
    {
        var (held, isAgreed) = (new List<byte>(), false);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            held.AddRange(buffer.AsSpan(0, received.Count));
            if (!isAgreed)
            {
                if (held.IndexOf(0x1e) is not (>= 0 and var end))
                {
                    continue;
                }

                isAgreed = true;
                var answer = Encoding.UTF8.GetString([.. held[..end]]);
                held.RemoveRange(0, end + 1);
                if (answer != "{}")
                {
                    throw new InvalidDataException($"The hub answered {answer}");
                }
            }

            foreach (var message in Take(held))
            {
                await onMessage(message);
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _sending.Dispose();
        return ValueTask.CompletedTask;
    }

    private static List<object?[]> Take(List<byte> held)
    {
        var messages = new List<object?[]>();
        ReadOnlySpan<byte> rest = held.ToArray();
        while (HubFrame.Take(ref rest) is { } message)
        {
            messages.Add(message);
        }

        held.RemoveRange(0, held.Count - rest.Length);
        return messages;
    }
}
