using System.Globalization;
using Portal.Domain.Billing;
using Portal.Infrastructure.Billing;
using Portal.Infrastructure.Data;
using Portal.Jobs.Operations;
using Quartz;

namespace Portal.Jobs.Billing;

/// <summary>Tells owners when their store reaches a share of its plan's quota.</summary>
[DisallowConcurrentExecution]
public sealed class WarnOfUsageJob(PortalDatabase database, WarnOfUsage warn, StoreRounds rounds, TimeProvider time) : IJob
{
    private static readonly TimeSpan StoreLimit = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var mails = 0;
        var stores = (await StoresAsync(cancellationToken)).Select(store => new StoreTurn(
            store.TenantId, async token => mails += await warn.RunAsync(store.TenantId, store.Plan, store.Used, token)));
        var round = await rounds.RunAsync<WarnOfUsageJob>(stores, StoreLimit, cancellationToken);
        context.Result = string.Create(CultureInfo.InvariantCulture, $"{mails} mails written, {round.Failed} stores failed{round.Skipped}");
    }

    private async Task<List<(Guid TenantId, Plan Plan, long Used)>> StoresAsync(CancellationToken cancellationToken)
    {
        var stores = new List<(Guid, Plan, long)>();
        await using var command = database.App.CreateCommand("select tenant_id, plan, events from list_month_usage($1)");
        command.Parameters.Add(new() { Value = MonthlyQuota.MonthOf(time.GetUtcNow()) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            stores.Add((reader.GetGuid(0), PlanCatalogue.Of(reader.GetString(1)), reader.GetInt64(2)));
        }

        return stores;
    }
}
