using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Orders;

/// <summary>
/// Tells whoever looks at a store's orders or stock that some of them were written, on whichever node. Heard from the database
/// when the transaction has committed, so what is read then holds it.
/// </summary>
public sealed class OrderWatch(PortalDatabase database, TimeProvider time, ILogger<OrderWatch> logger) : BackgroundService
{
    /// <summary>The channel of the database; its notices are ids of stores.</summary>
    internal const string ChannelName = "orders_written";

    private readonly NoticeLine _line = new(database, time, logger);
    private readonly ConcurrentDictionary<Watcher, Guid> _watchers = new();

    /// <summary>Watches a store.</summary>
    /// <param name="onWritten">Called at each write; must be quick, since others wait.</param>
    /// <returns>Dispose it to stop watching.</returns>
    public IDisposable Watch(Guid tenantId, Action onWritten)
    {
        var watcher = new Watcher(this, onWritten);
        _watchers[watcher] = tenantId;
        return watcher;
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _line.ListenAsync(ChannelName, _ => Tell(null), (store, _) => Tell(store), stoppingToken);

    // After a gap, of which nothing is known, everyone looks again.
    private Task Tell(string? store)
    {
        foreach (var (watcher, tenantId) in _watchers)
        {
            if (store is null || (Guid.TryParse(store, out var written) && written == tenantId))
                watcher.OnWritten();
        }

        return Task.CompletedTask;
    }

    private sealed class Watcher(OrderWatch watch, Action onWritten) : IDisposable
    {
        public Action OnWritten { get; } = onWritten;

        public void Dispose() => watch._watchers.TryRemove(this, out _);
    }
}
