using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Data.Workloads;
using Portal.Infrastructure.Operations.Background;
using Portal.Infrastructure.Orders.Writing;

namespace Portal.Infrastructure.Imports;

/// <summary>
/// Works on one import from its file to its end. Each batch is committed with the note that it is done, so that another attempt
/// after a crash goes on behind it; and since merging is the same done twice, nothing is doubled either way.
/// </summary>
internal sealed partial class ImportRun(PortalDatabase database, IOptions<ImportFileOptions> options, TimeProvider time,
    ILogger<ImportRun> logger)
{
    // Fewer are read in a moment by whatever plan.
    private const long RowsWorthIntroducing = 5_000;

    internal const string Service = nameof(ImportService);

    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(3);

    /// <summary>The unit of work that an import is.</summary>
    public static UnitOfWork UnitOf(Guid tenantId, Guid id) => new(Service, tenantId, id.ToString());

    /// <summary>Takes an import and works on it to its end, unless another node has it.</summary>
    /// <exception cref="NpgsqlException">The database is away; the import is taken up again.</exception>
    public async Task RunAsync(Guid tenantId, Guid id, WorkAttempt attempt, CancellationToken cancellationToken)
    {
        using var scope = WorkloadScope.Enter(Workload.Import);
        ImportJob? job;
        await using (var connection = await database.OpenForTenantAsync(tenantId, cancellationToken))
            job = await ImportJob.TakeAsync(connection, tenantId, id, time.GetUtcNow(), cancellationToken);
        if (job is null)
            return;

        var isOver = false;
        try
        {
            if (!await attempt.StartAsync(cancellationToken))
                return;
            await WorkAliveAsync(job, cancellationToken);
            await EndAsync(job, "finished", null, cancellationToken);
            isOver = true;
        }
        catch (ImportCancelledException)
        {
            await EndAsync(job, "cancelled", null, cancellationToken);
            isOver = true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsItsOwn(exception))
        {
            if (exception is InvalidDataException)
                Log.Unreadable(logger, id, exception.Message);
            else
                Log.Failed(logger, id, exception);
            await EndAsync(job, "failed", Reason(job, exception), cancellationToken);
            isOver = true;
        }
        finally
        {
            if (!isOver)
                await LeaveAsync(job);
        }
    }

    // Whoever takes it up need not wait for the lease to end; where the database is away, it does.
    private async Task LeaveAsync(ImportJob job)
    {
        using var limit = new CancellationTokenSource(LeaveLimit);
        try
        {
            await using var connection = await database.OpenForTenantAsync(job.TenantId, limit.Token);
            await using var command = new NpgsqlCommand(
                "update imports set lease_until = now() where tenant_id = $1 and id = $2 and state = 'running'", connection);
            command.Parameters.Add(new() { Value = job.TenantId });
            command.Parameters.Add(new() { Value = job.Id });
            await command.ExecuteNonQueryAsync(limit.Token);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            Log.NoSign(logger, job.Id, exception.Message);
        }
    }

    /// <summary>Ends an import that is called off while nobody works on it.</summary>
    public async Task EndCancelledAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand($"""
            with ended as (
              update imports set state = 'cancelled', finished_at = $3, lease_until = null
              where tenant_id = $1 and id = $2 and state = 'running' and cancel_requested and lease_until < now() returning id)
            delete from work_units where tenant_id = $1 and service = '{Service}' and unit = $2::text and exists (select 1 from ended)
            """, connection);
        foreach (var value in (object[])[tenantId, id, time.GetUtcNow()])
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // What passes by itself is waited for; anything else would fail the same way again.
    private static bool IsItsOwn(Exception exception) => DatabaseFailures.Of(exception) is DatabaseFailure.None or DatabaseFailure.BadData;

    private static string Reason(ImportJob job, Exception exception) => exception switch
    {
        PostgresException { SqlState: var state } => $"The rows could not be written. Quote {job.Id}, {state} when you ask for help.",
        InvalidDataException => "The file could not be read: " + exception.Message,
        _ => $"The portal failed over this file, and not because of you. Quote {job.Id} when you ask for help.",
    };

    private async Task WorkAliveAsync(ImportJob job, CancellationToken cancellationToken)
    {
        using var alive = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var heart = BeatAsync(job, alive.Token);
        try
        {
            await WorkAsync(job, cancellationToken);
        }
        finally
        {
            await alive.CancelAsync();
            await heart;
        }
    }

    // A batch may take longer than others wait for a sign of life.
    private async Task BeatAsync(ImportJob job, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(ImportJob.Lease / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await using var connection = await database.OpenForTenantAsync(job.TenantId, cancellationToken);
                await using var command = new NpgsqlCommand(
                    "update imports set lease_until = now() + $3 where tenant_id = $1 and id = $2 and state = 'running'", connection);
                foreach (var value in (object[])[job.TenantId, job.Id, ImportJob.Lease])
                    command.Parameters.Add(new() { Value = value });
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // The work ended.
        }
        catch (Exception exception)
        {
            // Another node may take it over; merging the same twice changes nothing.
            Log.NoSign(logger, job.Id, exception.Message);
        }
    }

    private async Task WorkAsync(ImportJob job, CancellationToken cancellationToken)
    {
        await using var source = await database.OpenForTenantAsync(job.TenantId, cancellationToken);
        await using var connection = await database.OpenForTenantAsync(job.TenantId, cancellationToken);
        var store = await LedgerStore.LoadAsync(connection, job.TenantId, cancellationToken);
        var preview = await ImportPreview.ReadAsync(source, job.TenantId, job.Id, job.Settings, options.Value,
            cancellationToken) ?? throw new InvalidDataException("It is empty.");
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(store.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var progress = new ImportProgress(database, job, time);
        var rejections = new ImportRejections(database, job);
        var rates = await KnownRates.LoadAsync(connection, store, zone, cancellationToken);
        var staging = new ImportStaging(connection, job, rates, progress, options.Value);
        progress.Rejected = await rejections.ClearAsync(cancellationToken);
        await staging.ReadAsync(source, preview, zone, rejections, cancellationToken);
        var batches = await staging.SortAsync(cancellationToken);
        var merge = new BatchMerge(connection, source, store, job, staging, options.Value, time);
        if (job.IsDryRun)
            await TryAsync(connection, job, merge, progress, rejections, batches, cancellationToken);
        else
        {
            await MergeAsync(connection, job, merge, progress, rejections, batches, cancellationToken);
            await IntroduceAsync(connection, job, cancellationToken);
        }
    }

    private static async Task MergeAsync(
        NpgsqlConnection connection, ImportJob job, BatchMerge merge, ImportProgress progress, ImportRejections rejections, int batches,
        CancellationToken cancellationToken)
    {
        for (var batch = job.MergedBatches; batch < batches; batch++)
        {
            await progress.ReportMergedAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var (rows, count) = await merge.RunAsync(transaction, batch, cancellationToken);
            await rejections.AddAsync(connection, batch, count.Refused, cancellationToken);
            await SaveAsync(connection, job, batch + 1, rows, count, count.Refused.Count, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    // Everything is merged as it would be, and rolled back: so the counts are those that the import will have.
    private static async Task TryAsync(
        NpgsqlConnection connection, ImportJob job, BatchMerge merge, ImportProgress progress, ImportRejections rejections, int batches,
        CancellationToken cancellationToken)
    {
        var (counts, refused) = (new MergeCount(0, 0, 0), 0L);
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            for (var batch = 0; batch < batches; batch++)
            {
                await progress.ReportMergedAsync(cancellationToken);
                var (rows, count) = await merge.RunAsync(transaction, batch, cancellationToken);
                progress.Tried += rows;
                await rejections.AddAllAsync(count.Refused, cancellationToken);
                (counts, refused) = (counts + count, refused + count.Refused.Count);
            }

            await transaction.RollbackAsync(cancellationToken);
        }

        await SaveAsync(connection, job, batches, progress.Tried, counts, refused, cancellationToken);
    }

    private static async Task SaveAsync(
        NpgsqlConnection connection, ImportJob job, int batches, long rows, MergeCount count, long refused,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            update imports set merged_batches = $3, rows_merged = case when dry_run then 0
              else rows_merged end + $4 - $9, rows_rejected = rows_rejected + $9, created = created + $5, updated = updated + $6,
              unchanged = unchanged + $7, lease_until = now() + $8
            where tenant_id = $1 and id = $2
            """, connection);
        foreach (var value in (object[])[job.TenantId, job.Id, batches, rows, count.Created, count.Updated, count.Unchanged,
            ImportJob.Lease, refused])
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // The pages that are opened next are planned for what the file brought. Without it they may be slow; the rows are there all the same.
    private async Task IntroduceAsync(NpgsqlConnection connection, ImportJob job, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select introduce_store($1) from imports where tenant_id = $1 and id = $2 and rows_merged >= $3",
            connection)
        { CommandTimeout = 0 };
        foreach (var value in (object[])[job.TenantId, job.Id, RowsWorthIntroducing])
            command.Parameters.Add(new() { Value = value });
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotIntroduced(logger, job.Id, exception.MessageText);
        }
    }

    // The file goes with its end, but a dry run's stays, to be imported in earnest.
    private async Task EndAsync(ImportJob job, string state, string? error, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(job.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var end = new NpgsqlCommand(
            "update imports set state = $3, error = $4, finished_at = $5, lease_until = null where tenant_id = $1 and id = $2", connection))
        {
            foreach (var value in (object[])[job.TenantId, job.Id, state, error ?? (object)DBNull.Value, time.GetUtcNow()])
                end.Parameters.Add(new() { Value = value });
            await end.ExecuteNonQueryAsync(cancellationToken);
        }

        if (!job.IsDryRun)
        {
            await using var forget = new NpgsqlCommand("delete from import_chunks where tenant_id = $1 and import_id = $2", connection);
            forget.Parameters.Add(new() { Value = job.TenantId });
            forget.Parameters.Add(new() { Value = job.Id });
            await forget.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Import {ImportId} failed")]
        public static partial void Failed(ILogger logger, Guid importId, Exception exception);

        [LoggerMessage(4, LogLevel.Information, "Import {ImportId} ended over a file that cannot be read: {Reason}")]
        public static partial void Unreadable(ILogger logger, Guid importId, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Statistics of what import {ImportId} brought could not be gathered: {Reason}")]
        public static partial void NotIntroduced(ILogger logger, Guid importId, string reason);

        [LoggerMessage(3, LogLevel.Warning, "Import {ImportId} gives no sign of life: {Reason}")]
        public static partial void NoSign(ILogger logger, Guid importId, string reason);
    }
}
