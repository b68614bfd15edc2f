using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Orders.Writing;

/// <summary>Looks every two seconds which stores have orders from the tracker that the ledger has not taken in.</summary>
internal sealed partial class EventOrderService(PortalDatabase database, EventOrderIntake intake, TimeProvider time, ILogger<EventOrderService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var tenantId in await WaitingAsync(stoppingToken))
                    await AdvanceAsync(tenantId, stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                Log.Unreachable(logger, exception.Message);
                await Task.Delay(PauseAfterFailure, time, stoppingToken);
            }
        }
    }

    // A store whose orders cannot be taken in stops nobody else.
    private async Task AdvanceAsync(Guid tenantId, CancellationToken stoppingToken)
    {
        try
        {
            await intake.AdvanceAsync(tenantId, stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, tenantId, exception);
        }
    }

    private async Task<List<Guid>> WaitingAsync(CancellationToken cancellationToken)
    {
        var waiting = new List<Guid>();
        await using var command = database.App.CreateCommand("select tenant_id from list_unbooked_orders()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            waiting.Add(reader.GetGuid(0));
        return waiting;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Orders of store {TenantId} from the tracker could not be taken into the ledger; tried again soon")]
        public static partial void Failed(ILogger logger, Guid tenantId, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Orders from the tracker cannot be read now: {Reason}")]
        public static partial void Unreachable(ILogger logger, string reason);
    }
}
