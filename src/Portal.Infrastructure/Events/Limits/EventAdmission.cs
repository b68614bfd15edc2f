using Portal.Domain.Billing;
using Portal.Domain.Events;

namespace Portal.Infrastructure.Events.Limits;

/// <summary>Decides whether a request of a known site may come in, before its messages are read.</summary>
internal sealed class EventAdmission(RateLimits rates, UsageMeter usage, TimeProvider time)
{
    /// <param name="messages">How many the request has; they are taken out of the store's rate when it is admitted.</param>
    public async ValueTask<Admission> AskAsync(EventSource source, string? origin, int messages, CancellationToken cancellationToken)
    {
        if (Refuse(source, origin, messages) is { } refusal)
        {
            return new(refusal, IsHeld: false);
        }

        var standing = await usage.StandingAsync(source, cancellationToken);
        if (standing.State == QuotaState.Exceeded)
        {
            return new(new IngestResult.QuotaExceeded(standing.Quota!.Value, standing.ResetsAt - time.GetUtcNow()), IsHeld: false);
        }

        return rates.Take(source, messages) is { } wait
            ? new(new IngestResult.RateLimited(wait), IsHeld: false)
            : new(null, standing.State == QuotaState.Grace);
    }

    private IngestResult? Refuse(EventSource source, string? origin, int messages)
    {
        if (!source.IsValidAt(time.GetUtcNow()))
        {
            return new IngestResult.UnknownKey();
        }

        if (source.IsSuspended)
        {
            return new IngestResult.Suspended();
        }

        if (!source.Allows(origin))
        {
            return new IngestResult.OriginNotAllowed(origin!);
        }

        return messages switch
        {
            0 => new IngestResult.Malformed("no_messages", "There is no message in the request."),
            > EventLimits.Messages => new IngestResult.TooManyMessages(),
            _ => null,
        };
    }
}

/// <summary>Whether a request may come in.</summary>
/// <param name="Refusal">Why not; null when it may.</param>
/// <param name="IsHeld">True when its events are kept but wait, since the store is over its quota.</param>
internal readonly record struct Admission(IngestResult? Refusal, bool IsHeld);
