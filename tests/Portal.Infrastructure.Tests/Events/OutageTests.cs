using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Events.Limits;
using Portal.Infrastructure.Events.Writing;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Events;

/// <summary>Without a database senders hear so soon, and not one after another.</summary>
public sealed class OutageTests
{
    private static readonly TestStore Store = new(Guid.NewGuid(), Guid.NewGuid(), "wk_1", "store");
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_DatabaseHangs_FailsWhateverWaitsAtOnce()
    {
        using var server = new SilentServer();
        await using var database = new PortalDatabase(server.ConnectionString);
        var options = new EventOptions { Writers = 1, EventsPerCommit = 1 };
        var queue = new EventQueue(options, new(new()));
        using var writer = new EventWriter(queue, database, new(TimeProvider.System), [], options, BackgroundFrame.Supervision(),
            NullLogger<EventWriter>.Instance);
        IngestRequest[] requests = [.. Enumerable.Range(0, 5).Select(number => Parse(Store, Batch(Track($"m{number}"))))];
        var began = Stopwatch.GetTimestamp();
        queue.TryEnqueue(requests[0]);
        await writer.StartAsync(Cancelled);
        await server.ConnectedAsync(Cancelled);
        Array.ForEach(requests[1..], request => queue.TryEnqueue(request));

        foreach (var request in requests)
        {
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => request.Stored);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Soon);
        await writer.StopAsync(Cancelled);
    }

    [Fact]
    public async Task Ingest_DatabaseHangs_IsUnavailableSoon()
    {
        using var server = new SilentServer();
        await using var database = new PortalDatabase(server.ConnectionString);
        var began = Stopwatch.GetTimestamp();

        Assert.IsType<IngestResult.Unavailable>(await SendAsync(database));

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Soon);
    }

    [Fact]
    public async Task Ingest_DatabaseIsAway_IsUnavailable()
    {
        await using var database = new PortalDatabase("Host=127.0.0.1;Port=1;Username=postgres;Password=secret;Database=portal");

        Assert.IsType<IngestResult.Unavailable>(await SendAsync(database));
    }

    private static Task<IngestResult> SendAsync(PortalDatabase database)
    {
        var time = TimeProvider.System;
        var rates = new RateLimits(time);
        using var usage = new UsageMeter(new(database), BackgroundFrame.Supervision(time), NullLogger<UsageMeter>.Instance);
        var ingest = new EventIngest(new(database, time), new(rates, usage, time), rates, new(), new(new(), new(new())), new(time), time);
        return ingest.RunAsync(Encoding.UTF8.GetBytes(Batch(Track("m1"))), new(null), "wk_1", EventSender.Portal, Cancelled);
    }
}
