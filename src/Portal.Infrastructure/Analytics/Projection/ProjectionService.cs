using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events.Writing;
using Portal.Infrastructure.Operations.Background;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>
/// Follows the event ledger of every store: looks each second which stores have new commits and gives each of them one
/// pass in turn, so that a large backlog of one does not keep the others waiting.
/// </summary>
internal sealed partial class ProjectionService(
    PortalDatabase database, Projector projector, ProjectionLag lag, WorkRunner runner, Supervision supervision,
    ILogger<ProjectionService> logger)
    : SupervisedService(supervision)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // A pass takes seconds; one that makes the read models anew takes in some 60,000 events a second.
    private static readonly TimeSpan PassLimit = TimeSpan.FromHours(1);
    private static readonly TimeSpan PauseOfAnalysis = TimeSpan.FromSeconds(2);

    private readonly HashSet<Guid> _working = []; // through a backlog
    private DateTimeOffset _analyzedAt;

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var isBehind = false;
            foreach (var tenantId in await PendingAsync(stoppingToken))
            {
                await AnalyzeAsync(stoppingToken);
                isBehind |= await AdvanceAsync(tenantId, stoppingToken);
            }

            State.RecordPass();
            await Task.Delay(isBehind ? TimeSpan.Zero : Pause, Time, stoppingToken);
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
        lag.Record(Time.GetUtcNow() - oldest);
        return pending;
    }

    // Before a pass, since a plan for a table that was empty when it was last looked at may take minutes.
    private async Task AnalyzeAsync(CancellationToken cancellationToken)
    {
        if (Time.GetUtcNow() - _analyzedAt < PauseOfAnalysis)
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

        _analyzedAt = Time.GetUtcNow();
    }

    // A store whose events cannot be taken in is tried again later and stops nobody else.
    private async Task<bool> AdvanceAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        var progress = default(ProjectionProgress?);
        await runner.RunAsync(
            new(nameof(ProjectionService), tenantId), PassLimit,
            async token => progress = await projector.AdvanceAsync(tenantId, token), cancellationToken);
        if (progress != ProjectionProgress.More)
        {
            _working.Remove(tenantId);
            return false;
        }

        _working.Add(tenantId);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Statistics of tables that have grown could not be gathered: {Reason}")]
        public static partial void NotAnalyzed(ILogger logger, string reason);
    }
}
