using Portal.Domain.Demo;

namespace Portal.Infrastructure.Demo;

/// <summary>When the demo's events count as received.</summary>
/// <param name="At">The instant for all of them; null for each in its own time.</param>
/// <param name="Until">The instant at which everything that happened is known.</param>
internal sealed record DemoReceipt(DateTimeOffset? At, DateTimeOffset Until)
{
    public DateTimeOffset Of(DemoEvent happened) => At ?? happened.ReceivedBy(Until);
}
