using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Operations.Background;
using Portal.Infrastructure.Operations.Database;

namespace Portal.Infrastructure.Identity;

/// <summary>
/// Tells every node that rights have changed. A notice says whose, never what: who hears it asks the database. It is sent by
/// whoever makes the change and heard when that is committed.
/// </summary>
public sealed class RightsNotices : SupervisedService
{
    private const string ChannelName = "rights_changed";

    private readonly PostgresListener _line;
    private readonly UserSessions _sessions;
    private readonly ConcurrentDictionary<Watcher, byte> _watchers = new();

    public RightsNotices(PortalDatabase database, UserSessions sessions, TimeProvider time, Supervision supervision,
        ILogger<RightsNotices> logger)
        : base(supervision) => (_line, _sessions) = (new(database, time, logger, State), sessions);

    /// <summary>Hears of changes.</summary>
    /// <param name="onChange">Called at each; must be quick, since others wait.</param>
    /// <returns>Dispose it to hear no more.</returns>
    public IDisposable Watch(Action<RightsChange> onChange)
    {
        var watcher = new Watcher(this, onChange);
        _watchers[watcher] = 0;
        return watcher;
    }

    /// <summary>Sends a notice with the context's transaction, or at once without one.</summary>
    internal static Task NotifyAsync(PortalDbContext context, RightsChange change, CancellationToken cancellationToken = default) =>
        context.Database.ExecuteSqlAsync($"select pg_notify({ChannelName}, {change.Payload()})", cancellationToken);

    /// <inheritdoc />
    protected override Task RunAsync(CancellationToken stoppingToken) => _line.ListenAsync(
        ChannelName, _ => Notify(RightsChange.Unknown), (payload, _) => Notify(RightsChange.Read(payload)), stoppingToken);

    private Task Notify(RightsChange change)
    {
        _sessions.Forget(change.UserId, everybody: change == RightsChange.Unknown);
        foreach (var watcher in _watchers.Keys)
            watcher.OnChange(change);
        return Task.CompletedTask;
    }

    private sealed class Watcher(RightsNotices notices, Action<RightsChange> onChange) : IDisposable
    {
        public Action<RightsChange> OnChange { get; } = onChange;

        public void Dispose() => notices._watchers.TryRemove(this, out _);
    }
}
