using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Operations.Background;
using Portal.Infrastructure.Operations.Database;

namespace Portal.Infrastructure.Orders;

/// <summary>
/// Tells whoever looks at a store's orders or stock that some of them were written, on whichever node. Heard from the database
/// when the transaction has committed, so what is read then holds it.
/// </summary>
public sealed partial class OrderWatch(PortalDatabase database, Supervision supervision, ILogger<OrderWatch> logger)
    : SupervisedService(supervision)
{
    /// <summary>The channel of the database; its notices are ids of stores.</summary>
    internal const string ChannelName = "orders_written";

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
    protected override Task RunAsync(CancellationToken stoppingToken) =>
        new PostgresListener(database, Time, logger, State)
            .ListenAsync(ChannelName, _ => Notify(null), (store, _) => Notify(store), stoppingToken);

    // After a gap, of which nothing is known, everyone looks again.
    private Task Notify(string? store)
    {
        foreach (var (watcher, tenantId) in _watchers)
        {
            if (store is null || (Guid.TryParse(store, out var written) && written == tenantId))
                Notify(watcher, tenantId);
        }

        return Task.CompletedTask;
    }

    // Who cannot hear it keeps it from nobody else.
    private void Notify(Watcher watcher, Guid tenantId)
    {
        try
        {
            watcher.OnWritten();
        }
        catch (Exception exception)
        {
            Log.NotTold(logger, tenantId, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Somebody who looks at the orders of store {TenantId} could not be told of new ones")]
        public static partial void NotTold(ILogger logger, Guid tenantId, Exception exception);
    }

    private sealed class Watcher(OrderWatch watch, Action onWritten) : IDisposable
    {
        public Action OnWritten { get; } = onWritten;

        public void Dispose() => watch._watchers.TryRemove(this, out _);
    }
}
