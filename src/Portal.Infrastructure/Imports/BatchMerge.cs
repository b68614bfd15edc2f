using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Imports.Reading;
using Portal.Infrastructure.Orders.Writing;

namespace Portal.Infrastructure.Imports;

/// <summary>
/// Merges the batches of an import. Rows with values that the database cannot hold, which no check before has told, are found out by
/// halving the batch again and again, and are refused with the other rows of their order, customer or sku; the rest is merged.
/// </summary>
/// <param name="source">A connection to read the file again with: only then are rows in their original form needed.</param>
internal sealed class BatchMerge(
    NpgsqlConnection connection, NpgsqlConnection source, LedgerStore store, ImportJob job, ImportStaging staging, ImportFileOptions limits,
    TimeProvider time)
{
    private const string Mark = "import_batch";
    private const int MaxUnstorable = 500;

    private readonly Dictionary<long, string> _unstorable = [];
    private int _failures;

    /// <summary>Merges a batch inside a transaction.</summary>
    /// <returns>How many rows it had, and what became of them.</returns>
    public async Task<(long Rows, MergeCount Count)> RunAsync(NpgsqlTransaction transaction, int batch, CancellationToken cancellationToken)
    {
        _unstorable.Clear();
        await transaction.SaveAsync(Mark, cancellationToken);
        var rows = await staging.OpenBatchAsync(batch, cancellationToken);
        try
        {
            return (rows, await MergeAsync(cancellationToken));
        }
        catch (PostgresException exception) when (exception.IsBadData())
        {
            await transaction.RollbackAsync(Mark, cancellationToken);
        }

        var keys = await staging.NumberKeysAsync(batch, cancellationToken);
        var count = keys == 1
            ? await PartAsync(transaction, batch, 0, 1, cancellationToken)
            : await HalvesAsync(transaction, batch, 0, keys, cancellationToken);
        return (rows, count with { Refused = [.. count.Refused, .. await OriginalsAsync(cancellationToken)] });
    }

    private async Task<MergeCount> MergeAsync(CancellationToken cancellationToken)
    {
        await StagingTables.PrepareAsync(connection, cancellationToken);
        return await job.Kind.MergeAsync(new(connection, store, job.Settings, time.GetUtcNow()), cancellationToken);
    }

    private async Task<MergeCount> HalvesAsync(
        NpgsqlTransaction transaction, int batch, int first, int keys, CancellationToken cancellationToken)
    {
        var left = await PartAsync(transaction, batch, first, keys / 2, cancellationToken);
        var right = await PartAsync(transaction, batch, first + (keys / 2), keys - (keys / 2), cancellationToken);
        return left + right with { Refused = [.. left.Refused, .. right.Refused] };
    }

    private async Task<MergeCount> PartAsync(
        NpgsqlTransaction transaction, int batch, int first, int keys, CancellationToken cancellationToken)
    {
        await transaction.SaveAsync(Mark, cancellationToken);
        try
        {
            await staging.OpenPartAsync(batch, first, keys, cancellationToken);
            var count = await MergeAsync(cancellationToken);
            await transaction.ReleaseAsync(Mark, cancellationToken);
            return count;
        }
        catch (PostgresException exception) when (exception.IsBadData() && (keys > 1 || ++_failures <= MaxUnstorable))
        {
            await transaction.RollbackAsync(Mark, cancellationToken);
            await transaction.ReleaseAsync(Mark, cancellationToken);
            if (keys == 1)
            {
                foreach (var row in await staging.RowsOfKeyAsync(batch, first, cancellationToken))
                    _unstorable[row] = Reason(exception);
                return new(0, 0, 0);
            }
        }

        return await HalvesAsync(transaction, batch, first, keys, cancellationToken);
    }

    private async Task<List<RejectedRow>> OriginalsAsync(CancellationToken cancellationToken)
    {
        var originals = new List<RejectedRow>();
        await using var file = new ChunkStream(source, job.TenantId, job.Id);
        using var table = await ImportTable.OpenAsync(file, job.Settings.DelimiterSign, limits, cancellationToken);
        var place = 0L;
        await foreach (var (line, fields) in table!.RowsAsync(cancellationToken))
        {
            if (_unstorable.TryGetValue(place++, out var reason))
                originals.Add(new(line, reason, Array.ConvertAll(fields, ImportRow.Clean)));
            if (originals.Count == _unstorable.Count)
                break;
        }

        return originals;
    }

    private string Reason(PostgresException exception) => job.Kind.Fields.FirstOrDefault(known => known.Name == job.Kind.Key) is { } key
        ? $"{UnstorableValue.Words(exception)}, here or in another row of the same {key.Label.ToLowerInvariant()}."
        : $"{UnstorableValue.Words(exception)}.";
}
