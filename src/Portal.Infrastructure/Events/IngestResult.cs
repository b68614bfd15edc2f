using Portal.Domain.Billing;
using Portal.Domain.Events;

namespace Portal.Infrastructure.Events;

/// <summary>What became of a request of events.</summary>
public abstract record IngestResult
{
    private IngestResult()
    {
    }

    /// <summary>What the store has left of its rate with this answer; null when it is unknown or its plan sets none.</summary>
    public RateStanding? Rate { get; internal set; }

    /// <summary>Why nothing was kept, for programs; null when something was.</summary>
    public virtual string? Code => null;

    /// <summary>Why nothing was kept, for people.</summary>
    public virtual string? Reason => null;

    /// <summary>Every accepted message is committed.</summary>
    /// <param name="Accepted">Messages that are in the table now, those that were there before included.</param>
    /// <param name="Duplicates">How many of them were there before.</param>
    public sealed record Stored(int Accepted, int Duplicates, IReadOnlyList<Rejection> Rejected) : IngestResult
    {
        /// <summary>True when the events are kept but wait, since the store is over its quota.</summary>
        public bool IsHeld { get; init; }
    }

    /// <summary>No message could be taken.</summary>
    public sealed record AllRejected(IReadOnlyList<Rejection> Rejected) : IngestResult
    {
        /// <inheritdoc />
        public override string Code => "all_rejected";

        /// <inheritdoc />
        public override string Reason => "No message of the request could be taken.";
    }

    /// <summary>Nothing was kept; a resend is safe.</summary>
    public sealed record Unavailable(string Cause) : IngestResult
    {
        /// <inheritdoc />
        public override string Code => "unavailable";

        /// <inheritdoc />
        public override string Reason => Cause + " Nothing was kept; send the request again.";
    }

    /// <summary>The body cannot be read.</summary>
    public sealed record Malformed(string Kind, string Cause) : IngestResult
    {
        /// <inheritdoc />
        public override string Code => Kind;

        /// <inheritdoc />
        public override string Reason => Cause;
    }

    /// <summary>The request has more messages than one may have.</summary>
    public sealed record TooManyMessages : IngestResult
    {
        /// <inheritdoc />
        public override string Code => "too_many_messages";

        /// <inheritdoc />
        public override string Reason { get; } = $"A batch has at most {EventLimits.Messages} messages.";
    }

    /// <summary>There is no write key in it, or no site has it, or its time is over.</summary>
    public sealed record UnknownKey : IngestResult
    {
        /// <inheritdoc />
        public override string Code => "unknown_write_key";

        /// <inheritdoc />
        public override string Reason => "The write key is missing, unknown or no longer valid.";
    }

    /// <summary>The store is suspended.</summary>
    public sealed record Suspended : IngestResult
    {
        /// <inheritdoc />
        public override string Code => "store_suspended";

        /// <inheritdoc />
        public override string Reason => "The store is suspended and takes no events.";
    }

    /// <summary>The site does not take events from the page's origin.</summary>
    public sealed record OriginNotAllowed(string Origin) : IngestResult
    {
        /// <inheritdoc />
        public override string Code => "origin_not_allowed";

        /// <inheritdoc />
        public override string Reason => $"The site takes no events from {Origin}.";
    }

    /// <summary>The store sends faster than its plan allows.</summary>
    /// <param name="Wait">How long until the same request may come.</param>
    public sealed record RateLimited(TimeSpan Wait) : IngestResult
    {
        /// <inheritdoc />
        public override string Code => "rate_limited";

        /// <inheritdoc />
        public override string Reason =>
            "The store sends more events a second than its plan allows. Nothing was kept; send the request again later.";
    }

    /// <summary>The store is past its plan's month and the grace after it.</summary>
    /// <param name="Quota">Events of a month.</param>
    /// <param name="Wait">How long until the next month begins.</param>
    public sealed record QuotaExceeded(long Quota, TimeSpan Wait) : IngestResult
    {
        /// <inheritdoc />
        public override string Code => "quota_exceeded";

        /// <inheritdoc />
        public override string Reason =>
            "The store has sent all events of its plan's month, and the grace is over. Nothing was kept; a larger plan takes events "
            + "again at once.";
    }
}

/// <summary>What a store has left of its rate.</summary>
/// <param name="Remaining">Events that it may send at once.</param>
/// <param name="SecondsToFull">Until it may send a whole burst again.</param>
public readonly record struct RateStanding(EventRate Rate, int Remaining, int SecondsToFull);
