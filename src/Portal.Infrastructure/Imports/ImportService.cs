using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Imports;

/// <summary>
/// Works on imports one after the other: at once when one is put in line, on whichever node, and looks from time to time for those
/// that another node has left. Several nodes take different ones.
/// </summary>
internal sealed partial class ImportService(PortalDatabase database, ImportRun run, TimeProvider time, ILogger<ImportService> logger) : BackgroundService
{
    /// <summary>The channel of the database that tells of an import in line; its notices are empty.</summary>
    internal const string ChannelName = "imports_waiting";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(15);

    private readonly NoticeLine _line = new(database, time, logger);
    private readonly SemaphoreSlim _told = new(0, 1);

    public override void Dispose()
    {
        _told.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The work first, so that what ends it is known at once; listening ends with the portal alone.
        var listening = _line.ListenAsync(ChannelName, _ => Wake(), (_, _) => Wake(), stoppingToken);
        await WorkAsync(stoppingToken);
        await listening;
    }

    // One that waits already is enough: it looks at everything in line.
    private Task Wake()
    {
        if (_told.CurrentCount == 0)
            _told.Release();
        return Task.CompletedTask;
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var (tenantId, id) in await OpenAsync(stoppingToken))
                    await run.RunAsync(tenantId, id, stoppingToken);
                await _told.WaitAsync(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                Log.Interrupted(logger, exception.Message);
                await Task.Delay(PauseAfterFailure, time, stoppingToken);
            }
        }
    }

    private async Task<List<(Guid TenantId, Guid Id)>> OpenAsync(CancellationToken cancellationToken)
    {
        var open = new List<(Guid, Guid)>();
        await using var command = database.App.CreateCommand("select tenant_id, id from list_open_imports()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            open.Add((reader.GetGuid(0), reader.GetGuid(1)));
        return open;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "An import was interrupted and is taken up again: {Reason}")]
        public static partial void Interrupted(ILogger logger, string reason);
    }
}
