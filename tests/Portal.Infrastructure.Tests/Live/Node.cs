using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events.Writing;
using Portal.Infrastructure.Live;
using Portal.Testing.Events;
using Portal.Testing.Hosting;

namespace Portal.Infrastructure.Tests.Live;

/// <summary>What a node of the portal has of live figures: a writer, boards, and the line to other nodes.</summary>
internal sealed class Node : IDisposable
{
    private readonly EventStore _events;
    private readonly LiveBoards _boards;
    private readonly CommitAnnouncer _announcer;
    private readonly Sightings _sightings = new();
    private IDisposable? _watch;

    private Node(PortalDatabase database, TimeProvider time)
    {
        _events = new(database, new(time));
        _boards = Boards(database, time);
        _announcer = new(database, _boards, BackgroundFrame.Supervision(time), NullLogger<CommitAnnouncer>.Instance);
    }

    public static LiveBoards Boards(PortalDatabase database, TimeProvider time) =>
        new(new(database), new(database), new(database), BackgroundFrame.Supervision(time), NullLogger<LiveBoards>.Instance);

    /// <summary>Starts a node on which somebody watches a store.</summary>
    public static async Task<Node> StartAsync(PortalDatabase database, CurrentStore store, TimeProvider time)
    {
        var node = new Node(database, time);
        await node._boards.StartAsync(CancellationToken.None);
        await node._announcer.StartAsync(CancellationToken.None);
        node._watch = await node._boards.WatchAsync(store, node._sightings.Add, CancellationToken.None);
        return node;
    }

    public async Task CommitAsync(IngestRequest request)
    {
        await Task.Run(() => _events.Write([request], () => { }));
        ((ICommitListener)_boards).OnCommitted([request]);
        _announcer.OnCommitted([request]);
    }

    public Task<LiveSnapshot> UntilAsync(Func<LiveSnapshot, bool> isWanted) => _sightings.UntilAsync(isWanted);

    public void Dispose()
    {
        _watch?.Dispose();
        _announcer.StopAsync(CancellationToken.None).Wait();
        _boards.StopAsync(CancellationToken.None).Wait();
        _announcer.Dispose();
        _boards.Dispose();
    }
}
