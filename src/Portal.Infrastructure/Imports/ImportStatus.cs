namespace Portal.Infrastructure.Imports;

/// <summary>An import and how far it is.</summary>
/// <param name="State">uploaded, queued, running, finished, failed or cancelled.</param>
/// <param name="Bytes">Of the file, as it was sent.</param>
/// <param name="RowsMerged">Rows that are part of the store, or would be after a dry run.</param>
/// <param name="Created">Orders, refunds, customers or products that the store did not have.</param>
/// <param name="RetriedBy">The import that took its rejected rows again; null without one.</param>
/// <param name="Unchanged">Those of which the file says what is known.</param>
public sealed record ImportStatus(
    Guid Id, string Kind, string FileName, string State, bool IsDryRun, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt,
    long Bytes, long BytesRead, long RowsRead, long RowsRejected, long RowsMerged, long Created, long Updated, long Unchanged,
    IReadOnlyList<string> Headers, IReadOnlyDictionary<string, string>? Mapping, ImportSettings Settings, string? Error, Guid? RetriedBy)
{
    public long RowsAccepted => RowsRead - RowsRejected;

    /// <summary>Work done, from 0 to 1: reading is the first third, merging the rest.</summary>
    public double Share => State == "finished" ? 1
        : (Bytes == 0 ? 0 : (double)BytesRead / Bytes / 3)
            + (RowsAccepted == 0 || BytesRead < Bytes ? 0 : (double)RowsMerged / RowsAccepted * 2 / 3);

    /// <summary>True while it waits or runs.</summary>
    public bool IsOpen => State is "queued" or "running";
}

/// <summary>A row that was not taken.</summary>
public sealed record RejectedRow(long Line, string Reason, string[] Fields);
