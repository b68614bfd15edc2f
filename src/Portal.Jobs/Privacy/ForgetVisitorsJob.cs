using System.Globalization;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Privacy;
using Quartz;

namespace Portal.Jobs.Privacy;

/// <summary>Carries out requests to forget visitors. One that fails is tried again in later runs, ten times in all.</summary>
[DisallowConcurrentExecution]
public sealed partial class ForgetVisitorsJob(PortalDatabase database, CarryOutErasure carryOut, ILogger<ForgetVisitorsJob> logger) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var (done, failed) = (0, 0);
        foreach (var (tenantId, erasure) in await PendingAsync(cancellationToken))
        {
            try
            {
                await carryOut.RunAsync(tenantId, erasure, cancellationToken);
                done++;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failed++;
                Log.Failed(logger, erasure, tenantId, exception);
            }
        }

        context.Result = string.Create(CultureInfo.InvariantCulture, $"{done} requests carried out, {failed} failed");
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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Request {Erasure} of store {TenantId} to forget a visitor failed")]
        public static partial void Failed(ILogger logger, Guid erasure, Guid tenantId, Exception exception);
    }
}
