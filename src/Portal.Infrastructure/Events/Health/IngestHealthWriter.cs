using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Events.Health;

/// <summary>Writes what <see cref="IngestHealth"/> has counted every few seconds and at the end.</summary>
internal sealed partial class IngestHealthWriter(PortalDatabase database, IngestHealth health, TimeProvider time, ILogger<IngestHealthWriter> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    /// <summary>Adds the counts to the tables, all or none.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (health.Take() is not { } counts)
        {
            return;
        }

        try
        {
            await using var connection = await database.Writer.OpenConnectionAsync(cancellationToken);
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(Hours(counts));
            batch.BatchCommands.Add(Reasons(counts));
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            health.Return(counts);
            Log.NotWritten(logger, exception.Message);
        }
        catch (OperationCanceledException)
        {
            health.Return(counts);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the portal stops
        }
    }

    private static NpgsqlBatchCommand Hours(IngestCounts counts)
    {
        var command = new NpgsqlBatchCommand("select add_ingest_health($1, $2, $3, $4, $5, $6, $7, $8)");
        Add(command, counts.Hours, row => row.Key.TenantId);
        Add(command, counts.Hours, row => row.Key.Hour.UtcDateTime);
        Add(command, counts.Hours, row => row.Value.Requests);
        Add(command, counts.Hours, row => row.Value.Refused);
        Add(command, counts.Hours, row => row.Value.Accepted);
        Add(command, counts.Hours, row => row.Value.Held);
        Add(command, counts.Hours, row => row.Value.Duplicates);
        Add(command, counts.Hours, row => row.Value.Rejected);
        return command;
    }

    private static NpgsqlBatchCommand Reasons(IngestCounts counts)
    {
        var command = new NpgsqlBatchCommand("select add_ingest_rejections($1, $2, $3, $4, $5, $6, $7, $8)");
        Add(command, counts.Reasons, row => row.Key.TenantId);
        Add(command, counts.Reasons, row => row.Key.Hour.UtcDateTime);
        Add(command, counts.Reasons, row => row.Key.Code);
        Add(command, counts.Reasons, row => row.Value.IsRequest);
        Add(command, counts.Reasons, row => row.Value.Requests);
        Add(command, counts.Reasons, row => row.Value.Messages);
        Add(command, counts.Reasons, row => row.Value.LastMessage);
        Add(command, counts.Reasons, row => row.Value.LastAt.UtcDateTime);
        return command;
    }

    private static void Add<TRow, T>(NpgsqlBatchCommand command, IEnumerable<TRow> rows, Func<TRow, T> column) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. rows.Select(column)] });

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What the event API answered could not be written down and waits: {Reason}")]
        public static partial void NotWritten(ILogger logger, string reason);
    }
}
