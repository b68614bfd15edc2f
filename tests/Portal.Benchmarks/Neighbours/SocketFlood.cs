using System.Net;
using System.Net.WebSockets;
using Portal.Testing.Circuits;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Neighbours;

/// <summary>Opens a page, sends messages into its circuit until the portal ends it, and opens the next.</summary>
internal sealed class SocketFlood(HttpClient browser, CookieContainer cookies, TestStore store)
{
    private const int MessagesOfAFrame = 100;

    // 20,000 messages a second: as much as one line of a few megabits carries.
    private static readonly TimeSpan BetweenFrames = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(50);

    public Tally Answers { get; } = new("flooded circuits");

    public long Messages { get; private set; }

    public Task RunAsync(CancellationToken ending) => Task.Run(async () =>
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                Answers.Add(await FloodAsync(ending));
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (HttpRequestException exception)
            {
                Answers.Add($"page {(int?)exception.StatusCode}");
            }
            catch (ArgumentException)
            {
                // The portal has nothing left of a change of the screen that was confirmed before it was sent.
                Answers.Add("closed by the portal after an empty change");
            }
            catch (Exception exception) when (IsEnd(exception) || exception is TimeoutException)
            {
                Answers.Add("not opened");
            }

            await Task.Delay(RoundTrip, CancellationToken.None);
        }
    }, CancellationToken.None);

    private async Task<string> FloodAsync(CancellationToken ending)
    {
        await using var circuit = await TestCircuit.OpenAsync(browser, cookies, PortalUrls.Live(store.Slug), ending);
        try
        {
            for (; !circuit.IsClosed; Messages += MessagesOfAFrame)
            {
                await circuit.Socket.SendAsync(Frame(circuit.Portal), ending);
                await Task.Delay(BetweenFrames, ending);
            }
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // ended by the portal
        }

        return "closed by the portal";
    }

    private static bool IsEnd(Exception exception) => exception is WebSocketException or IOException or InvalidOperationException;

    private byte[] Frame(Uri portal)
    {
        var address = new Uri(portal, PortalUrls.Live(store.Slug)).AbsoluteUri;
        return [.. Enumerable.Range(0, MessagesOfAFrame).SelectMany(number => number % 2 == 0
            ? HubFrame.Invocation("OnLocationChanged", $"{address}?n={Messages + number}", null, true)
            : HubFrame.Invocation("OnRenderCompleted", 1_000_000L + number, "broken"))];
    }
}
