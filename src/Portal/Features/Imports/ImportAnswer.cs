using Portal.Infrastructure.Imports;

namespace Portal.Features.Imports;

/// <summary>An import as the API tells of it.</summary>
/// <param name="Status">queued, running, finished, failed or cancelled; uploaded while a person chooses its mapping.</param>
/// <param name="Progress">From 0 to 1.</param>
/// <param name="RejectedRows">Where the rows that were not taken are, as CSV; null when there are none.</param>
/// <param name="Error">Why it failed; null unless it did.</param>
internal sealed record ImportAnswer(
    Guid Id, string Kind, string FileName, string Status, bool DryRun, double Progress, ImportCounts Counts, string? RejectedRows,
    string? Error,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, IReadOnlyDictionary<string, string>? Mapping)
{
    public static ImportAnswer Of(ImportStatus import) => new(
        import.Id, import.Kind, import.FileName, import.State, import.IsDryRun, Math.Round(import.Share, 3),
        new(import.Bytes, import.BytesRead, import.RowsRead, import.RowsAccepted, import.RowsRejected, import.RowsMerged, import.Created,
            import.Updated, import.Unchanged),
        import.RowsRejected > 0 ? PortalUrls.ApiImportRejections(import.Id) : null, import.Error, import.CreatedAt, import.StartedAt,
        import.FinishedAt, import.Mapping);
}

/// <summary>How much of an import is done.</summary>
/// <param name="Bytes">Of the file, as it was sent.</param>
/// <param name="Accepted">Rows that can be taken.</param>
/// <param name="Merged">Rows that have been taken.</param>
/// <param name="Created">Orders, refunds, customers or products that the store did not have.</param>
/// <param name="Unchanged">Those of which the file says what is known.</param>
internal sealed record ImportCounts(
    long Bytes, long BytesRead, long Rows, long Accepted, long Rejected, long Merged, long Created, long Updated, long Unchanged);
