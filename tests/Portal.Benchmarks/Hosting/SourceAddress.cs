using System.Net;
using System.Net.Sockets;

namespace Portal.Benchmarks.Hosting;

/// <summary>Connections from an address of one's own, such as 127.0.0.2: the portal counts by address what it does not know yet.</summary>
internal static class SourceAddress
{
    /// <param name="from">An address of this machine; any when null.</param>
    /// <param name="cookies">Of the browser; null for a program.</param>
    public static SocketsHttpHandler Handler(IPAddress? from, CookieContainer? cookies)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies is not null };
        if (cookies is not null)
            handler.CookieContainer = cookies;
        if (from is not null)
            handler.ConnectCallback = (context, cancellationToken) => new(ConnectAsync(from, context.DnsEndPoint, cancellationToken));
        return handler;
    }

    private static async Task<Stream> ConnectAsync(IPAddress from, DnsEndPoint to, CancellationToken cancellationToken)
    {
        var socket = new Socket(from.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(to, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
