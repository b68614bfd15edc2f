using System.Globalization;
using Portal.Domain.Billing;
using Portal.Infrastructure.Billing;
using Portal.Infrastructure.Data;
using Portal.Jobs.Operations;
using Quartz;

namespace Portal.Jobs.Billing;

/// <summary>Releases held events of stores that are within their quota again.</summary>
[DisallowConcurrentExecution]
public sealed class ReleaseHeldEventsJob(PortalDatabase database, ReleaseHeldEvents release, StoreRounds rounds) : IJob
{
    private static readonly TimeSpan StoreLimit = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var events = 0L;
        var stores = (await StoresAsync(cancellationToken)).Select(store => new StoreTurn(
            store.TenantId, async token => events += await release.RunAsync(store.TenantId, store.Plan, token)));
        var round = await rounds.RunAsync<ReleaseHeldEventsJob>(stores, StoreLimit, cancellationToken);
        context.Result = string.Create(
            CultureInfo.InvariantCulture, $"{events} events released, {round.Failed} stores failed{round.Skipped}");
    }

    private async Task<List<(Guid TenantId, Plan Plan)>> StoresAsync(CancellationToken cancellationToken)
    {
        var stores = new List<(Guid, Plan)>();
        await using var command = database.App.CreateCommand("select tenant_id, plan from list_held_stores()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            stores.Add((reader.GetGuid(0), PlanCatalogue.Of(reader.GetString(1))));
        }

        return stores;
    }
}
