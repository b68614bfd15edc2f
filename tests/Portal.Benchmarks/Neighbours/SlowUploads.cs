using System.Globalization;
using System.Net.Sockets;
using Portal.Benchmarks.Exchange;
using Portal.Testing.Hosting;

namespace Portal.Benchmarks.Neighbours;

/// <summary>Begins large files on several connections, sends a few bytes a second of each, and begins again when it is sent off.</summary>
internal sealed class SlowUploads(Uri portal, string token)
{
    private const int Connections = 12;
    private const int BytesPerSecond = 300;
    private const int Megabytes = 100;
    private const int StatusPlace = 9; // behind "HTTP/1.1 "

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public Tally Answers { get; } = new("slow uploads");

    public Task RunAsync(CancellationToken ending) =>
        Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => SendAsync(ending), CancellationToken.None)));

    private async Task SendAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                Answers.Add(await UploadAsync(ending));
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                Answers.Add("cut off");
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private async Task<string> UploadAsync(CancellationToken ending)
    {
        using var client = await RawClient.ConnectAsync(portal, ending);
        await client.SendAsync(Head(), ending);
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(ending);
        var dripping = client.DripAsync(BytesPerSecond, answered.Token);
        try
        {
            var line = await client.ReadStatusAsync(ending);
            return line.Length > StatusPlace ? line[StatusPlace..] : "closed";
        }
        finally
        {
            await answered.CancelAsync();
            await dripping;
        }
    }

    private string Head() => string.Join("\r\n",
    [
        $"POST {ImportClient.Address} HTTP/1.1",
        $"Host: {portal.Authority}",
        $"Authorization: Bearer {token}",
        "Content-Type: multipart/form-data; boundary=slow",
        string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Megabytes * 1024 * 1024}"),
        "",
        "--slow",
        "Content-Disposition: form-data; name=\"kind\"",
        "",
        "orders",
        "--slow",
        "Content-Disposition: form-data; name=\"file\"; filename=\"slow.csv\"",
        "",
        "",
    ]);
}
