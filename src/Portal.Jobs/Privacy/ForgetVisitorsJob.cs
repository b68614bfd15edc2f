using System.Globalization;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Privacy;
using Portal.Jobs.Operations;
using Quartz;

namespace Portal.Jobs.Privacy;

/// <summary>Carries out requests to forget visitors. One that fails is tried again in later runs, until it is set aside.</summary>
[DisallowConcurrentExecution]
public sealed class ForgetVisitorsJob(PortalDatabase database, ExecuteErasure carryOut, StoreRounds rounds) : IJob
{
    private static readonly TimeSpan RequestLimit = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var requests = (await PendingAsync(cancellationToken)).Select(pending => new StoreTurn(
            pending.TenantId, token => carryOut.RunAsync(pending.TenantId, pending.Erasure, token), pending.Erasure.ToString()));
        var round = await rounds.RunAsync<ForgetVisitorsJob>(requests, RequestLimit, cancellationToken, isHeavy: true);
        context.Result = string.Create(
            CultureInfo.InvariantCulture, $"{round.Done} requests carried out, {round.Failed} failed{round.Skipped}");
    }

    private async Task<List<(Guid TenantId, Guid Erasure)>> PendingAsync(CancellationToken cancellationToken)
    {
        var pending = new List<(Guid, Guid)>();
        await using var command = database.App.CreateCommand("select tenant_id, id from list_pending_erasures()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            pending.Add((reader.GetGuid(0), reader.GetGuid(1)));
        }

        return pending;
    }
}
