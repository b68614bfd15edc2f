using Portal.Components.Shared;
using Portal.Domain.Billing;
using Portal.Domain.Shared.Text;

namespace Portal.Features.Billing;

/// <summary>One thing that happens on the way through a month.</summary>
/// <param name="When">What it takes.</param>
/// <param name="At">When, where that is known.</param>
/// <param name="Severity">How bad it is once it is reached.</param>
internal sealed record UsageStep(string When, string What, string? At, bool IsReached, Severity Severity)
{
    /// <summary>What happens at each share of the quota and at the month's end; nothing for plans without a quota.</summary>
    public static IReadOnlyList<UsageStep> Of(QuotaStanding standing, StoreClock clock)
    {
        if (standing.Quota is not { } quota)
        {
            return [];
        }

        var share = standing.Share * 100;
        return
        [
            new($"{string.Join(", ", MonthlyQuota.Warnings.SkipLast(1))}% of the month's events",
                "The store's owners are told by e-mail, once for each.", null, share >= MonthlyQuota.Warnings[0], Severity.Info),
            new($"{NumberFormat.Full(quota)} events",
                "New events are kept but held: they are in no figure until the plan is raised or the next month begins.", null,
                standing.State != QuotaState.Within, Severity.Warning),
            new($"{NumberFormat.Full(MonthlyQuota.Ceiling(quota))} events, or {MonthlyQuota.GraceDays} days after the quota",
                "New events are refused with an answer that says when to send them again. Nothing is dropped silently.",
                standing.GraceEndsAt is { } end ? clock.Full(end) : null, standing.State == QuotaState.Exceeded, Severity.Danger),
            new("The next month begins", "The count starts at 0, and what is held is released.", clock.Full(standing.ResetsAt), false,
                Severity.Success),
        ];
    }
}
