using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Imports;

/// <summary>Writes down once a second how far an import is, which is also its sign of life, and hears whether it was called off.</summary>
internal sealed class ImportProgress(PortalDatabase database, ImportJob job, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private const int RowsBetweenLooks = 1000;

    private DateTimeOffset _said;

    /// <summary>Rows read.</summary>
    public long Read { get; set; }

    /// <summary>Those of them that were not taken.</summary>
    public long Rejected { get; set; }

    /// <summary>Those that are merged, when nothing of it is committed; committed ones are counted with their batch.</summary>
    public long Tried { get; set; }

    /// <exception cref="ImportCancelledException">Somebody has called the import off.</exception>
    public async Task ReportAsync(long bytesRead, CancellationToken cancellationToken, bool isLast = false)
    {
        if (!isLast && (Read % RowsBetweenLooks != 0 || time.GetUtcNow() - _said < Every))
            return;
        await SaveAsync(
            "update imports set bytes_read = $3, rows_read = $4, rows_rejected = $5, lease_until = now() + $6 where tenant_id = $1 and "
            + "id = $2 returning cancel_requested",
            [bytesRead, Read, Rejected, ImportJob.Lease], cancellationToken);
    }

    /// <summary>A sign of life while rows are merged.</summary>
    /// <exception cref="ImportCancelledException">Somebody has called the import off.</exception>
    public Task ReportMergedAsync(CancellationToken cancellationToken) => SaveAsync(
        "update imports set rows_merged = greatest(rows_merged, $3), lease_until = now() + $4 where tenant_id = $1 and id = $2 returning "
            + "cancel_requested",
        [Tried, ImportJob.Lease], cancellationToken);

    private async Task SaveAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        _said = time.GetUtcNow();
        await using var connection = await database.OpenForTenantAsync(job.TenantId, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = job.TenantId });
        command.Parameters.Add(new() { Value = job.Id });
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        if (await command.ExecuteScalarAsync(cancellationToken) is not false)
            throw new ImportCancelledException();
    }
}

/// <summary>Ends an import that somebody has called off.</summary>
internal sealed class ImportCancelledException : Exception;
