using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Operations.Background;

namespace Portal.Infrastructure.Orders.Writing;

/// <summary>
/// Looks every two seconds which stores have orders from the tracker that the ledger has not taken in. An order whose values the
/// ledger cannot hold is found out and waits by itself, so that it keeps no other order back.
/// </summary>
internal sealed class EventOrderService(PortalDatabase database, EventOrderIntake intake, WorkRunner runner, Supervision supervision)
    : SupervisedService(supervision)
{
    private const int Narrowing = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StoreLimit = TimeSpan.FromMinutes(15);

    protected override Task RunAsync(CancellationToken stoppingToken) => RepeatAsync(Pause, PollAsync, stoppingToken);

    private async Task PollAsync(CancellationToken stoppingToken)
    {
        foreach (var tenantId in await WaitingAsync(stoppingToken))
            await runner.RunAsync(new(EventOrderIntake.Service, tenantId), StoreLimit, token => TakeAsync(tenantId, token), stoppingToken);
    }

    private async Task TakeAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        var max = EventOrderIntake.MaxOrders;
        while (true)
        {
            try
            {
                if (await intake.AdvanceAsync(tenantId, max, cancellationToken) == 0 || max == EventOrderIntake.MaxOrders)
                    return;
            }
            catch (PostgresException exception) when (exception.IsBadData() && max > 1)
            {
                max = Math.Max(1, max / Narrowing);
            }
            catch (PostgresException exception) when (exception.IsBadData())
            {
                if (await intake.NextAsync(tenantId, cancellationToken) is not { } order)
                    throw;
                await runner.FailAsync(new(EventOrderIntake.Service, tenantId, order), exception, cancellationToken);
                max = EventOrderIntake.MaxOrders;
            }
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
}
