using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Portal.Testing.Data;

/// <summary>A server that takes connections and never says a word, as a machine that hangs does.</summary>
public sealed class SilentServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<TcpClient> _taken = Channel.CreateUnbounded<TcpClient>();

    public SilentServer()
    {
        _listener.Start();
        _ = TakeAsync();
    }

    /// <summary>What would lead a database's client here.</summary>
    public string ConnectionString =>
        $"Host=127.0.0.1;Port={((IPEndPoint)_listener.LocalEndpoint).Port};Username=postgres;Password=secret;Database=portal";

    /// <summary>Waits until the next client has connected.</summary>
    public async Task ConnectedAsync(CancellationToken cancellationToken) => await _taken.Reader.ReadAsync(cancellationToken);

    public void Dispose()
    {
        _listener.Stop();
        _listener.Dispose();
    }

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                await _taken.Writer.WriteAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }
}
