using System.Globalization;
using Microsoft.Extensions.Logging;
using Portal.Domain.Billing;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events.Retention;
using Portal.Jobs.Operations;
using Quartz;

namespace Portal.Jobs.Events;

/// <summary>Ends events that are older than their store's plan keeps them, and drops days of which nothing is left.</summary>
[DisallowConcurrentExecution]
public sealed partial class EndOldEventsJob(
    PortalDatabase database, EndOldEvents end, StoreRounds rounds, TimeProvider time, ILogger<EndOldEventsJob> logger) : IJob
{
    private static readonly TimeSpan StoreLimit = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var events = 0L;
        var stores = (await StoresAsync(cancellationToken)).Select(store => new StoreTurn(
            store.TenantId, async token => events += await end.RunAsync(store.TenantId, store.Plan, token)));
        var round = await rounds.RunAsync<EndOldEventsJob>(stores, StoreLimit, cancellationToken, isHeavy: true);
        var days = await DropDaysAsync(cancellationToken);
        context.Result = string.Create(
            CultureInfo.InvariantCulture, $"{events} events ended, {days} days dropped, {round.Failed} stores failed{round.Skipped}");
        Log.Ended(logger, events, days, round.Failed);
    }

    private async Task<List<(Guid TenantId, Plan Plan)>> StoresAsync(CancellationToken cancellationToken)
    {
        var stores = new List<(Guid, Plan)>();
        await using var command = database.App.CreateCommand("select tenant_id, plan from list_event_retention()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            stores.Add((reader.GetGuid(0), PlanCatalogue.Of(reader.GetString(1))));
        }

        return stores;
    }

    private async Task<int> DropDaysAsync(CancellationToken cancellationToken)
    {
        await using var command = database.App.CreateCommand("select cardinality(drop_empty_event_partitions($1))");
        command.CommandTimeout = 0;
        command.Parameters.Add(new()
        {
            Value = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)
            .AddDays(-PlanCatalogue.Offered.Min(p => p.DaysKept))
        });
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Ended {Events} old events, dropped {Days} days, {Failed} stores failed")]
        public static partial void Ended(ILogger logger, long events, int days, int failed);
    }
}
