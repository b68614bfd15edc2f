using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Operations.Background;
using Portal.Infrastructure.Operations.Database;

namespace Portal.Infrastructure.Imports;

/// <summary>
/// Works on imports one after the other: at once when one is put in line, on whichever node, and looks from time to time for those
/// that another node has left. Several nodes take different ones.
/// </summary>
internal sealed class ImportService(
    PortalDatabase database, ImportRun run, WorkRunner runner, Supervision supervision, ILogger<ImportService> logger)
    : SupervisedService(supervision)
{
    /// <summary>The channel of the database that tells of an import in line; its notices are empty.</summary>
    internal const string ChannelName = "imports_waiting";

    // A file of the largest size takes half an hour. What takes longer goes on behind the batches that are merged.
    private static readonly TimeSpan Limit = TimeSpan.FromHours(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _told = new(0, 1);

    public override void Dispose()
    {
        _told.Dispose();
        base.Dispose();
    }

    protected override Task RunAsync(CancellationToken stoppingToken) => RunTogetherAsync(
        stoppingToken,
        WorkAsync,
        token => new PostgresListener(database, Time, logger, State).ListenAsync(ChannelName, _ => Wake(), (_, _) => Wake(), token));

    // One that waits already is enough: it looks at everything in line.
    private Task Wake()
    {
        if (_told.CurrentCount == 0)
            _told.Release();
        return Task.CompletedTask;
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var (tenantId, id) in await OpenAsync(stoppingToken))
            {
                var result = await runner.RunAsync(
                    ImportRun.UnitOf(tenantId, id), Limit, (attempt, token) => run.RunAsync(tenantId, id, attempt, token), stoppingToken);
                if (result.Outcome is WorkOutcome.Quarantined or WorkOutcome.Waiting)
                    await run.EndCancelledAsync(tenantId, id, stoppingToken);
            }

            State.RecordPass();
            await _told.WaitAsync(Pause, stoppingToken);
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
}
