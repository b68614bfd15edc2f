using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>
/// Follows the event ledger of every store: looks each second which stores have new commits and gives each of them one
/// pass in turn, so that a large backlog of one does not keep the others waiting.
/// </summary>
internal sealed partial class ProjectionService(
    PortalDatabase database, Projector projector, FollowingLag lag, TimeProvider time, ILogger<ProjectionService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PauseOfAnalysis = TimeSpan.FromSeconds(2);

    private readonly Dictionary<Guid, DateTimeOffset> _failed = [];
    private readonly HashSet<Guid> _working = []; // through a backlog
    private DateTimeOffset _analyzedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var isBehind = false;
                foreach (var tenantId in await PendingAsync(stoppingToken))
                {
                    await AnalyzeAsync(stoppingToken);
                    isBehind |= await AdvanceAsync(tenantId, stoppingToken);
                }

                await Task.Delay(isBehind ? TimeSpan.Zero : Pause, time, stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                Log.Unreachable(logger, exception.Message);
                await Task.Delay(PauseAfterFailure, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<List<Guid>> PendingAsync(CancellationToken cancellationToken)
    {
        var pending = new List<Guid>();
        var oldest = DateTimeOffset.MaxValue;
        await using var command = database.App.CreateCommand("select tenant_id, oldest from list_pending_projections()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            pending.Add(reader.GetGuid(0));
            var since = reader.GetFieldValue<DateTimeOffset>(1);
            oldest = since < oldest && _working.Contains(pending[^1]) ? since : oldest;
        }

        // Where a rebuild holds a store, or its events cannot be taken in, slower writing helps nobody.
        lag.Note(time.GetUtcNow() - oldest);
        return pending;
    }

    // Before a pass, since a plan for a table that was empty when it was last looked at may take minutes.
    private async Task AnalyzeAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - _analyzedAt < PauseOfAnalysis)
        {
            return;
        }

        try
        {
            await using var command = database.App.CreateCommand("select analyze_what_grew()");
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            // Without it a pass may be slow; it is right all the same.
            Log.NotAnalyzed(logger, exception.Message);
        }

        _analyzedAt = time.GetUtcNow();
    }

    // A store whose events cannot be taken in is tried again later and stops nobody else.
    private async Task<bool> AdvanceAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        if (_failed.TryGetValue(tenantId, out var until) && until > time.GetUtcNow())
        {
            return false;
        }

        try
        {
            _failed.Remove(tenantId);
            var isBehind = await projector.AdvanceAsync(tenantId, cancellationToken) == ProjectionProgress.More;
            if (isBehind)
            {
                _working.Add(tenantId);
            }
            else
            {
                _working.Remove(tenantId);
            }

            return isBehind;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _working.Remove(tenantId);
            _failed[tenantId] = time.GetUtcNow() + PauseAfterFailure;
            Log.Failed(logger, tenantId, exception);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The read models of store {TenantId} could not be brought up to date; tried again soon")]
        public static partial void Failed(ILogger logger, Guid tenantId, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "The event ledger cannot be read now: {Reason}")]
        public static partial void Unreachable(ILogger logger, string reason);

        [LoggerMessage(3, LogLevel.Warning, "Statistics of tables that have grown could not be gathered: {Reason}")]
        public static partial void NotAnalyzed(ILogger logger, string reason);
    }
}
