using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Imports;

/// <summary>Looks each second for imports that wait, and works on one after the other; several nodes take different ones.</summary>
internal sealed partial class ImportService(PortalDatabase database, ImportRun run, TimeProvider time, ILogger<ImportService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var (tenantId, id) in await OpenAsync(stoppingToken))
                    await run.RunAsync(tenantId, id, stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
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
