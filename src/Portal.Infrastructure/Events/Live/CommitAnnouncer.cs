using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Events.Live;

/// <summary>
/// Tells the other nodes which stores have new events, and hears it from them. Only names of stores travel; the events
/// themselves are read from the table by the nodes where somebody watches.
/// </summary>
internal sealed partial class CommitAnnouncer(PortalDatabase database, LiveBoards boards, ILogger<CommitAnnouncer> logger) : BackgroundService, ICommitListener
{
    private const string ChannelName = "events_committed";
    private const int TenantsInOneNotice = 200; // 37 characters each, of the 8,000 bytes a notice may have

    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    private readonly string _node = Guid.NewGuid().ToString("N");
    private readonly Channel<Guid> _pending = Channel.CreateBounded<Guid>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });

    public void OnCommitted(IReadOnlyList<IngestRequest> group)
    {
        foreach (var request in group)
        {
            _pending.Writer.TryWrite(request.Source.TenantId);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(KeepAsync(AnnounceAsync, stoppingToken), KeepAsync(ListenAsync, stoppingToken));

    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        while (await _pending.Reader.WaitToReadAsync(cancellationToken))
        {
            await Task.Delay(Gather, cancellationToken);
            var tenants = new HashSet<Guid>();
            while (tenants.Count < TenantsInOneNotice && _pending.Reader.TryRead(out var tenant))
            {
                tenants.Add(tenant);
            }

            await using var command = database.App.CreateCommand("select pg_notify($1, $2)");
            command.Parameters.Add(new() { Value = ChannelName });
            command.Parameters.Add(new() { Value = $"{_node}|{string.Join(',', tenants)}" });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.App.OpenConnectionAsync(cancellationToken);
        var heard = Channel.CreateUnbounded<string>();
        connection.Notification += (_, notice) => heard.Writer.TryWrite(notice.Payload);
        await using (var listen = new NpgsqlCommand($"listen {ChannelName}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        while (true)
        {
            await connection.WaitAsync(cancellationToken);
            while (heard.Reader.TryRead(out var payload))
            {
                var parts = payload.Split('|');
                if (parts[0] != _node)
                {
                    foreach (var tenant in parts[1].Split(','))
                    {
                        await boards.CatchUpAsync(Guid.Parse(tenant), cancellationToken);
                    }
                }
            }
        }
    }

    // The database may go away for a while; the next attempt comes by itself.
    private async Task KeepAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await work(cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.Lost(logger, exception);
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The line to the other nodes was lost and is taken up again")]
        public static partial void Lost(ILogger logger, Exception exception);
    }
}
