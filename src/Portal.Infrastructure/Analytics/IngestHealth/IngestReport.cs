namespace Portal.Infrastructure.Analytics.IngestHealth;

/// <summary>What became of everything that a store sent in a range.</summary>
/// <param name="Buckets">One for each day of the range, or for each hour of a short one.</param>
/// <param name="Reasons">Why messages and requests were not taken, the most frequent first.</param>
public sealed record IngestReport(IngestFigures Totals, IReadOnlyList<IngestBucket> Buckets, IReadOnlyList<RefusalReason> Reasons);

/// <summary>Figures of ingestion. Messages are counted by their arrival; late ones and those of bots by when they happened.</summary>
/// <param name="Requests">Calls of the event API whose write key was known.</param>
/// <param name="Refused">Requests of which nothing was taken.</param>
/// <param name="Accepted">New events.</param>
/// <param name="Held">Of the accepted, those that waited because the store was over its quota.</param>
/// <param name="Duplicates">Messages that were there already.</param>
/// <param name="Rejected">Messages that were refused one by one.</param>
/// <param name="Late">Events that arrived more than an hour after they happened.</param>
/// <param name="Bots">Events of bots: kept, and counted nowhere else unless somebody asks.</param>
public sealed record IngestFigures(
    long Requests, long Refused, long Accepted, long Held, long Duplicates, long Rejected, long Late, long Bots)
{
    public static readonly IngestFigures None = new(0, 0, 0, 0, 0, 0, 0, 0);

    public static IngestFigures Add(IngestFigures a, IngestFigures b) => new(
        a.Requests + b.Requests, a.Refused + b.Refused, a.Accepted + b.Accepted, a.Held + b.Held, a.Duplicates + b.Duplicates,
        a.Rejected + b.Rejected,
        a.Late + b.Late, a.Bots + b.Bots);
}

/// <summary>An hour or a day of the store.</summary>
public sealed record IngestBucket(DateTimeOffset Start, IngestFigures Figures);

/// <summary>Why something was not taken.</summary>
/// <param name="Code">As in the event API's answer.</param>
/// <param name="IsRequest">True when whole requests were refused for it, else single messages.</param>
/// <param name="Messages">0 where refused requests were not read so far as to count them.</param>
/// <param name="LastMessage">What the sender was last told.</param>
public sealed record RefusalReason(string Code, bool IsRequest, long Requests, long Messages, string LastMessage, DateTimeOffset LastAt);

/// <summary>How far a store's events and figures are at this moment.</summary>
/// <param name="Median">Half of the latest events arrived within so long of happening; null without any in the last day.</param>
/// <param name="Slowest">95 of a hundred did.</param>
/// <param name="Sampled">Events that were looked at for both.</param>
/// <param name="Pending">Stored events that are not in the figures yet.</param>
/// <param name="Held">Stored events that wait for the store to be within its quota.</param>
public sealed record IngestLag(TimeSpan? Median, TimeSpan? Slowest, long Sampled, long Pending, long Held, ReadModelState? ReadModels);
