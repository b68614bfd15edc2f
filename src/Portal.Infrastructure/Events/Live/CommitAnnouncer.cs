using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Events.Live;

/// <summary>
/// Tells the other nodes which stores have new events, and hears it from them. Only names of stores travel; the events
/// themselves are read from the table by the nodes where somebody watches.
/// </summary>
internal sealed partial class CommitAnnouncer(PortalDatabase database, LiveBoards boards, TimeProvider time, ILogger<CommitAnnouncer> logger)
    : BackgroundService, ICommitListener
{
    private const string ChannelName = "events_committed";
    private const int TenantsInOneNotice = 200; // 37 characters each, of the 8,000 bytes a notice may have

    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly string _node = Guid.NewGuid().ToString("N");
    private readonly NoticeLine _line = new(database, time, logger);
    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _pending = [];

    public void OnCommitted(IReadOnlyList<IngestRequest> group)
    {
        lock (_lock)
        {
            foreach (var request in group.Where(r => !r.IsHeld))
            {
                _pending.Add(request.Source.TenantId);
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(AnnounceAsync(stoppingToken), _line.ListenAsync(ChannelName, boards.CatchUpAllAsync, HearAsync, stoppingToken));

    private async Task AnnounceAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Gather, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                while (Take() is { Length: > 0 } tenants)
                {
                    if (!await TryAnnounceAsync(tenants, stoppingToken))
                    {
                        await Task.Delay(Rest, time, stoppingToken);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the portal stops
        }
    }

    private async Task<bool> TryAnnounceAsync(Guid[] tenants, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.App.CreateCommand("select pg_notify($1, $2)");
            command.Parameters.Add(new() { Value = ChannelName });
            command.Parameters.Add(new() { Value = $"{_node}|{string.Join(',', tenants)}" });
            await command.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.NotTold(logger, tenants.Length, exception.Message);
            lock (_lock)
            {
                _pending.UnionWith(tenants);
            }

            return false;
        }
    }

    private async Task HearAsync(string payload, CancellationToken cancellationToken)
    {
        var parts = payload.Split('|');
        if (parts[0] == _node)
        {
            return;
        }

        foreach (var tenant in parts[1].Split(','))
        {
            await boards.CatchUpAsync(Guid.Parse(tenant), cancellationToken);
        }
    }

    private Guid[] Take()
    {
        lock (_lock)
        {
            Guid[] tenants = [.. _pending.Take(TenantsInOneNotice)];
            _pending.ExceptWith(tenants);
            return tenants;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Other nodes could not be told of new events of {Stores} stores: {Reason}")]
        public static partial void NotTold(ILogger logger, int stores, string reason);
    }
}
