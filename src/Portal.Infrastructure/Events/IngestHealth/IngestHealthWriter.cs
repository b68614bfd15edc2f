using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Operations.Background;

namespace Portal.Infrastructure.Events.IngestHealth;

/// <summary>Writes what <see cref="IngestCounter"/> has counted every few seconds and at the end.</summary>
internal sealed partial class IngestHealthWriter(
    PortalDatabase database, IngestCounter health, Supervision supervision, ILogger<IngestHealthWriter> logger)
    : SupervisedService(supervision)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>Adds the counts to the tables, all or none; or each store's by themselves, where some cannot be taken.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (health.Take() is not { } counts)
        {
            return;
        }

        try
        {
            await WriteAsync(counts, cancellationToken);
        }
        catch (Exception exception) when (IsPassing(exception, cancellationToken))
        {
            health.Return(counts);
            State.RecordFailure(exception);
            Log.NotWritten(logger, exception.Message);
        }
        catch (Exception)
        {
            await WriteByStoreAsync(counts, cancellationToken);
        }
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await FlushAsync(stoppingToken);
            State.RecordPass();
        }
    }

    protected override Task FinishAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    // Figures of one store that the database cannot hold are given up, and take nobody else's with them.
    private async Task WriteByStoreAsync(IngestCounts all, CancellationToken cancellationToken)
    {
        foreach (var (tenantId, counts) in all.ByStore())
        {
            try
            {
                await WriteAsync(counts, cancellationToken);
            }
            catch (Exception exception) when (IsPassing(exception, cancellationToken))
            {
                health.Return(counts);
            }
            catch (Exception exception)
            {
                Log.GivenUp(logger, tenantId, exception);
            }
        }
    }

    private static bool IsPassing(Exception exception, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
        || DatabaseFailures.Of(exception) is DatabaseFailure.Away or DatabaseFailure.Slow or DatabaseFailure.Contention;

    private async Task WriteAsync(IngestCounts counts, CancellationToken cancellationToken)
    {
        await using var connection = await database.Writer.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Hours(counts));
        batch.BatchCommands.Add(Reasons(counts));
        await batch.ExecuteNonQueryAsync(cancellationToken);
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

        [LoggerMessage(2, LogLevel.Error, "What the event API answered store {TenantId} cannot be written down and is given up")]
        public static partial void GivenUp(ILogger logger, Guid tenantId, Exception exception);
    }
}
