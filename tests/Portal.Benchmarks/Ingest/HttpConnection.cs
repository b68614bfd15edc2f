using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.Benchmarks.Ingest;

/// <summary>One HTTP/1.1 connection on a socket that sends the same request again and again, each time with new message ids.</summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private readonly byte[] _answer = new byte[8192];
    private readonly byte[] _expected;
    private int _received;
    private readonly MessageIds _ids;
    private readonly VisitorIds _visitors;

    public HttpConnection(Uri portal, string writeKey, byte[] body)
    {
        var head = string.Create(CultureInfo.InvariantCulture,
            $"POST /v1/batch HTTP/1.1\r\nHost: {portal.Authority}\r\nAuthorization: Bearer {writeKey}\r\nContent-Type: "
                + $"application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        _request = [.. Encoding.ASCII.GetBytes(head), .. body];
        _ids = new(_request);
        _visitors = new(_request);
        _expected = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"\"accepted\":{_ids.Count},\"duplicates\":0,\"rejected\":[]}}"));
        _socket.Connect(new IPEndPoint(IPAddress.Loopback, portal.Port));
    }

    /// <summary>The socket, to wait on for an answer.</summary>
    public Socket Socket => _socket;

    /// <summary>Sends the request and waits for the answer, which must say that every message was kept.</summary>
    /// <returns>The number of messages.</returns>
    public int Send()
    {
        Begin();
        int kept;
        while ((kept = Receive()) == 0)
        {
        }

        return kept;
    }

    /// <summary>Sends the request.</summary>
    public void Begin()
    {
        _ids.Renew(_request);
        _visitors.Renew(_request);
        _received = 0;
        for (var sent = 0; sent < _request.Length;)
        {
            sent += _socket.Send(_request.AsSpan(sent));
        }
    }

    /// <summary>Reads what has come of the answer, which must say that every message was kept.</summary>
    /// <returns>The number of messages; 0 while more of it is to come.</returns>
    public int Receive()
    {
        var read = _socket.Receive(_answer.AsSpan(_received));
        _received = read > 0 ? _received + read : throw new IOException("The portal closed the connection.");
        var answer = _answer.AsSpan(0, _received);
        if (!IsComplete(answer))
        {
            return 0;
        }

        return answer.StartsWith("HTTP/1.1 200"u8) && answer.IndexOf(_expected) > 0
            ? _ids.Count
            : throw new IOException($"The portal did not keep every message: {Encoding.UTF8.GetString(answer)}");
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        var headEnd = answer.IndexOf("\r\n\r\n"u8) + 4;
        if (headEnd < 4)
        {
            return false;
        }

        const string Field = "Content-Length: ";
        var head = Encoding.ASCII.GetString(answer[..headEnd]);
        var at = head.IndexOf(Field, StringComparison.OrdinalIgnoreCase);
        return at < 0
            ? answer.EndsWith("0\r\n\r\n"u8)
            : answer.Length >= headEnd + int.Parse(head[(at + Field.Length)..head.IndexOf('\r', at)], CultureInfo.InvariantCulture);
    }
}
