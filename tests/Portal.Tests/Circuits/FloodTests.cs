using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using Portal.Testing.Circuits;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Circuits;

/// <summary>
/// A circuit sends as fast as it can, half of it changes of the address: the node stays ready, its memory and its log small.
/// </summary>
public sealed class FloodTests(PortalApp portal) : IClassFixture<PortalApp>
{
    private const long MegaByte = 1024 * 1024;

    private static readonly TimeSpan Flooding = TimeSpan.FromSeconds(8);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flood_OfMessagesAndAddresses_IsNotNoticedByOthers()
    {
        var store = await portal.StoreAsync("Flooded", "owner@flooded.example");
        await using var node = await PortalProcess.StartAsync(
            portal.Database.OwnerConnectionString,
            new Dictionary<string, string>
            {
                ["Security__MasterKey"] = (await File.ReadAllTextAsync(Path.Combine(portal.DataDirectory,
                "master.key"), Cancel)).Trim()
            }, Cancel);
        using var flooder = await SignInAsync(node, "owner@flooded.example");
        await using (var warm = await flooder.OpenCircuitAsync(PortalUrls.Live(store.Slug), Cancel))
            await warm.UntilAsync("Active visitors", Cancel);
        var memory = node.WorkingSet;
        var log = node.Log.Length;

        using var watching = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var watched = WatchAsync(node, watching.Token);
        var (sent, circuits) = (0L, 0);
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Flooding; circuits++)
            sent += await FloodAsync(flooder, store.Slug, started);
        await watching.CancelAsync();
        var (slowest, asked) = await watched;

        Assert.True(asked > 10, $"Asked only {asked} times whether the node is ready.");
        Assert.True(slowest < TimeSpan.FromSeconds(2), $"The node took {slowest} to say that it is ready.");
        Assert.True(node.WorkingSet - memory < 400 * MegaByte,
            $"{(node.WorkingSet - memory) / MegaByte} MB more after {sent} messages on {circuits} circuits.");
        Assert.True(node.Log.Length - log < MegaByte,
            $"{node.Log.Length - log} characters of log after {sent} messages on {circuits} circuits.");
        Assert.True(sent > 5_000, $"Only {sent} messages were sent.");
    }

    // As many messages in one frame as it takes, until the portal ends the connection.
    private static async Task<long> FloodAsync(PortalBrowser browser, string slug, long started)
    {
        await using var circuit = await browser.OpenCircuitAsync(PortalUrls.Live(slug), Cancel);
        var sent = 0L;
        try
        {
            while (Stopwatch.GetElapsedTime(started) < Flooding && !circuit.IsClosed)
            {
                byte[] messages = [.. Enumerable.Range(0, 100).SelectMany(number => number % 2 == 0
                    ? HubFrame.Invocation("OnLocationChanged",
                        new Uri(circuit.Portal, $"{PortalUrls.Live(slug)}?n={sent + number}").AbsoluteUri, null, true)
                    : HubFrame.Invocation("OnRenderCompleted", 1_000_000L + number, "broken"))];
                await circuit.Socket.SendAsync(messages, Cancel).WaitAsync(Flooding, Cancel);
                sent += 100;
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or TimeoutException or InvalidOperationException)
        {
            // ended by the portal
        }

        return sent;
    }

    private static async Task<(TimeSpan Slowest, int Asked)> WatchAsync(PortalProcess node, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = node.Address };
        var (slowest, asked) = (TimeSpan.Zero, 0);
        while (!cancellationToken.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            (slowest, asked) = (TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(started).Ticks)), asked + 1);
            await Task.Delay(100, Cancel);
        }

        return (slowest, asked);
    }

    private static async Task<PortalBrowser> SignInAsync(PortalProcess node, string email)
    {
        var cookies = new CookieContainer();
        var browser = new PortalBrowser(new(new HttpClientHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = cookies
        })
        { BaseAddress = node.Address }, cookies);
        await browser.SignInAsync(email);
        return browser;
    }
}
