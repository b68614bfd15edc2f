using System.Net.Sockets;
using System.Text;

namespace Portal.Testing.Hosting;

/// <summary>Requests byte for byte, for what a client library would set right.</summary>
public static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Sends a request and reads its answer until the portal closes the connection or switches the protocol.</summary>
    /// <param name="lines">The request line and the headers; without a Host unless one is given.</param>
    public static async Task<RawAnswer> SendAsync(Uri portal, params string[] lines)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(portal.Host, portal.Port, limit.Token);
        var stream = client.GetStream();
        var isUpgrade = lines.Any(line => line.StartsWith("Upgrade:", StringComparison.OrdinalIgnoreCase));
        var text = string.Join("\r\n", lines) + (isUpgrade ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n");
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), limit.Token);

        var received = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (!received.ToString().StartsWith("HTTP/1.1 101", StringComparison.Ordinal)
            && await stream.ReadAsync(buffer, limit.Token) is var count and > 0)
        {
            received.Append(Encoding.Latin1.GetString(buffer, 0, count));
            if (isUpgrade && received.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                break; // a refused upgrade may keep the connection
            }
        }

        return RawAnswer.Parse(received.ToString());
    }
}

/// <summary>What came back.</summary>
public sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    internal static RawAnswer Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = (end < 0 ? text : text[..end]).Split("\r\n");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in head.Skip(1).Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2))
        {
            headers[line[0]] = line[1];
        }

        return new(int.Parse(head[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), headers,
            end < 0 ? "" : text[(end + 4)..]);
    }
}
