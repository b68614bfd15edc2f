using System.Net.Sockets;
using System.Text;

namespace Portal.Testing.Hosting;

/// <summary>A client that sends what it likes, as slowly as it likes, byte by byte over a socket.</summary>
public sealed class RawClient : IDisposable
{
    private readonly TcpClient _client;

    private RawClient(TcpClient client) => _client = client;

    /// <summary>Connects; small buffers make a reader slow that does not read.</summary>
    public static async Task<RawClient> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var client = new TcpClient { ReceiveBufferSize = 8 * 1024, NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        return new(client);
    }

    /// <summary>Sends text, a byte for each character.</summary>
    public async Task SendAsync(string text, CancellationToken cancellationToken) =>
        await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);

    /// <summary>Sends so many bytes a second until it is cancelled, or nobody takes them any more.</summary>
    public async Task DripAsync(int bytesPerSecond, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await SendAsync(new string('x', Math.Max(1, bytesPerSecond / 4)), cancellationToken);
                await Task.Delay(250, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The server has had enough, or the test.
        }
    }

    /// <summary>What came back until the server closed, or so many bytes were there.</summary>
    public async Task<string> ReadAsync(int max, CancellationToken cancellationToken)
    {
        var buffer = new byte[max];
        var length = 0;
        try
        {
            int read;
            while (length < max && (read = await _client.GetStream().ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
                length += read;
        }
        catch (IOException)
        {
            // closed by the server
        }

        return Encoding.Latin1.GetString(buffer, 0, length);
    }

    /// <summary>The first line of the answer.</summary>
    public async Task<string> ReadStatusAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await _client.GetStream().ReadAsync(one, cancellationToken) > 0 && one[0] != '\r')
            line.Append((char)one[0]);
        return line.ToString();
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}
