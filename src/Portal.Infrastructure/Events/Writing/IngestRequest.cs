using Portal.Domain.Events;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Events.Writing;

/// <summary>The rows of one request on their way into the database. Disposed by whoever answers the request.</summary>
internal sealed class IngestRequest(EventSource source, DateTimeOffset receivedAt) : IDisposable
{
    private readonly List<EventRow> _rows = [];
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EventSource Source { get; } = source;
    public DateTimeOffset ReceivedAt { get; } = receivedAt;
    public CopyRows Rows { get; } = new();

    /// <summary>True when the rows are kept but wait, since the store is over its quota.</summary>
    public bool IsHeld { get; init; }

    public List<Rejection> Rejections { get; } = [];
    public IReadOnlyList<EventRow> Events => _rows;

    /// <summary>True while no row was taken out of <see cref="Rows"/>.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Rows that the table had already; known once <see cref="Stored"/> has completed.</summary>
    public int Duplicates { get; set; }

    /// <summary>Completes after the commit that holds every row, or fails when nothing was kept.</summary>
    public Task Stored => _stored.Task;

    /// <summary>The commit that the rows belong to, as <c>event_batches</c> lists it.</summary>
    public long BatchId { get; private set; }

    /// <summary>Puts the rows into a batch; the writer does, each time it tries to write them.</summary>
    public void JoinBatch(long batchId)
    {
        BatchId = batchId;
        foreach (var row in _rows)
        {
            Rows.Overwrite(row.Start + EventColumns.BatchOffset, batchId);
        }
    }

    public void AddRow(int index, int start, DateOnly day, Range messageId) =>
        _rows.Add(new(index, start, Rows.Length - start, day, messageId.Start.Value, messageId.End.Value - messageId.Start.Value));

    /// <summary>Takes a row out that cannot be stored, and says so in the answer.</summary>
    public void Reject(EventRow row, RejectionReason reason)
    {
        _rows.Remove(row);
        IsWhole = false;
        Rejections.Add(new(row.Index, reason.Code, reason.Message));
    }

    public void Complete() => _stored.TrySetResult();

    public void Fail(Exception exception) => _stored.TrySetException(exception);

    public void Dispose() => Rows.Dispose();
}

/// <summary>Where one event lies among a request's rows.</summary>
/// <param name="Index">Its place in the client's batch.</param>
internal readonly record struct EventRow(int Index, int Start, int Length, DateOnly Day, int IdStart, int IdLength);
