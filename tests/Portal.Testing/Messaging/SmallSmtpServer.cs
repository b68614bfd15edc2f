using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.Testing.Messaging;

/// <summary>A mail server of a few lines that speaks real SMTP (RFC 5321) on a loopback port.</summary>
public sealed class SmallSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public SmallSmtpServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What the next recipients are answered with, one each; then 250.</summary>
    public ConcurrentQueue<string> Answers { get; } = new();

    /// <summary>Mails taken, as they were sent.</summary>
    public ConcurrentQueue<string> Mails { get; } = new();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            await TalkAsync(client.GetStream());
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 small.example ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            var answer = verb switch
            {
                "RCPT" => Answers.TryDequeue(out var next) ? next : "250 Fine",
                "DATA" => "354 Go on",
                "QUIT" => "221 Bye",
                _ => "250 Fine",
            };
            await writer.WriteLineAsync(answer);
            if (verb == "QUIT")
                return;
            if (verb == "DATA")
            {
                Mails.Enqueue(await BodyAsync(reader));
                await writer.WriteLineAsync("250 Taken");
            }
        }
    }

    private async Task<string> BodyAsync(StreamReader reader)
    {
        var body = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
            body.AppendLine(line);
        return body.ToString();
    }
}
