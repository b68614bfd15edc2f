using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events.Writing;
using Portal.Infrastructure.Operations.Background;
using Portal.Infrastructure.Operations.Database;

namespace Portal.Infrastructure.Live;

/// <summary>
/// Tells the other nodes which stores have new commits, and hears it from them. Only numbers travel; the events themselves
/// are read from the table by the nodes where somebody watches.
/// </summary>
internal sealed partial class CommitAnnouncer(
    PortalDatabase database, LiveBoards boards, Supervision supervision, ILogger<CommitAnnouncer> logger)
    : SupervisedService(supervision), ICommitListener
{
    private const string ChannelName = "events_committed";

    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly string _node = Guid.NewGuid().ToString("N");
    private readonly Lock _lock = new();
    private readonly HashSet<(Guid TenantId, long BatchId)> _pending = [];

    public void OnCommitted(IReadOnlyList<IngestRequest> group)
    {
        lock (_lock)
        {
            foreach (var request in group.Where(r => !r.IsHeld && r.Duplicates < r.Events.Count))
            {
                _pending.Add((request.Source.TenantId, request.BatchId));
            }
        }
    }

    protected override Task RunAsync(CancellationToken stoppingToken) => RunTogetherAsync(
        stoppingToken,
        AnnounceAsync,
        token => new PostgresListener(database, Time, logger, State).ListenAsync(ChannelName, boards.LookAsync, OnNotifiedAsync, token));

    private async Task AnnounceAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Gather, Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            while (Take() is { Length: > 0 } commits)
            {
                if (!await TryAnnounceAsync(commits, stoppingToken))
                {
                    await Task.Delay(Rest, Time, stoppingToken);
                }
            }
        }
    }

    private async Task<bool> TryAnnounceAsync((Guid, long)[] commits, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.App.CreateCommand("select pg_notify($1, $2)");
            command.Parameters.Add(new() { Value = ChannelName });
            command.Parameters.Add(new() { Value = CommitNotice.Write(_node, commits) });
            await command.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            State.RecordFailure(exception);
            Log.NotTold(logger, commits.Length, exception.Message);
            lock (_lock)
            {
                _pending.UnionWith(commits);
            }

            return false;
        }
    }

    private Task OnNotifiedAsync(string payload, CancellationToken cancellationToken)
    {
        foreach (var store in CommitNotice.Read(_node, payload).GroupBy(c => c.TenantId, c => c.BatchId))
        {
            boards.Notify(store.Key, store, cancellationToken);
        }

        return Task.CompletedTask;
    }

    private (Guid, long)[] Take()
    {
        lock (_lock)
        {
            (Guid, long)[] commits = [.. _pending.Take(CommitNotice.Max)];
            _pending.ExceptWith(commits);
            return commits;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Other nodes could not be told of {Commits} commits: {Reason}")]
        public static partial void NotTold(ILogger logger, int commits, string reason);
    }
}
