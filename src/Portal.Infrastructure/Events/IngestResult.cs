using Portal.Domain.Events;

namespace Portal.Infrastructure.Events;

/// <summary>What became of a request of events.</summary>
public abstract record IngestResult
{
    private IngestResult()
    {
    }

    /// <summary>Every accepted message is committed.</summary>
    /// <param name="Accepted">Messages that are in the table now, those that were there before included.</param>
    /// <param name="Duplicates">How many of them were there before.</param>
    public sealed record Stored(int Accepted, int Duplicates, IReadOnlyList<Rejection> Rejected) : IngestResult;

    /// <summary>No message could be taken.</summary>
    public sealed record AllRejected(IReadOnlyList<Rejection> Rejected) : IngestResult;

    /// <summary>Nothing was kept; a resend is safe.</summary>
    public sealed record Unavailable(string Reason) : IngestResult;

    /// <summary>The body cannot be read.</summary>
    public sealed record Malformed(string Code, string Reason) : IngestResult;

    /// <summary>The request has more messages than one may have.</summary>
    public sealed record TooManyMessages : IngestResult;

    /// <summary>There is no write key in it, or no site has it, or its time is over.</summary>
    public sealed record UnknownKey : IngestResult;

    /// <summary>The store is suspended.</summary>
    public sealed record Suspended : IngestResult;

    /// <summary>The site does not take events from the page's origin.</summary>
    public sealed record OriginNotAllowed(string Origin) : IngestResult;
}
