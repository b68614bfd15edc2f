using System.Text;
using Npgsql;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Shared.Spooling;

namespace Portal.Infrastructure.Imports;

/// <summary>
/// Imports the rows again that an import did not take, read as they were the first time: after a rate or a product that they waited for is
/// known.
/// </summary>
public sealed class RetryRejected(PortalDatabase database, ImportQueries imports, Spools spools, TimeProvider time)
{
    /// <returns>The new import; null when there is nothing to try again, or when it was done before.</returns>
    public async Task<Guid?> RunAsync(Guid tenantId, Guid id, string createdBy, CancellationToken cancellationToken = default)
    {
        if (await imports.FindAsync(tenantId, id, cancellationToken) is not
            {
                State: "finished", IsDryRun: false, RowsRejected: > 0,
                RetriedBy: null, Mapping: { } mapping
            } import
            || ImportKinds.Find(import.Kind) is not { } kind)
            return null;

        // One connection reads the rows, and only then another one keeps them.
        await using var spool = spools.Create();
        await WriteAsync(spool, tenantId, import, cancellationToken);
        await using var upload = await ImportUpload.BeginAsync(database, tenantId, cancellationToken);
        var kept = await upload.AddAsync(spool.OpenRead(), cancellationToken);
        var settings = import.Settings with { Delimiter = "," };
        if (!kept || await upload.PreviewAsync(settings, imports.Limits, cancellationToken) is not { } preview
            || !await ClaimAsync(tenantId, id, upload.Id, cancellationToken))
            return null;

        var name = $"{Path.GetFileNameWithoutExtension(import.FileName)}-rejected.csv";
        await upload.FinishAsync(new(kind, name, mapping, settings, IsDryRun: false, createdBy, IsReady: true), preview, time.GetUtcNow(),
            cancellationToken);
        return upload.Id;
    }

    private async Task WriteAsync(Spool spool, Guid tenantId, ImportStatus import, CancellationToken cancellationToken)
    {
        await using (var writer = new StreamWriter(spool.OpenWrite(), Encoding.UTF8))
        {
            await writer.WriteAsync(CsvLine.Write(import.Headers));
            await foreach (var row in imports.RejectionsAsync(tenantId, import.Id, cancellationToken))
                await writer.WriteAsync(CsvLine.Write(row.Fields));
        }

        spool.Complete();
    }

    private async Task<bool> ClaimAsync(Guid tenantId, Guid id, Guid by, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand(
            "update imports set retried_by = $3 where tenant_id = $1 and id = $2 and retried_by is null", connection);
        foreach (var value in (object[])[tenantId, id, by])
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}
