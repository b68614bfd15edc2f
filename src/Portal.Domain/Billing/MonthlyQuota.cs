namespace Portal.Domain.Billing;

/// <summary>
/// The rule of a plan's quota. Months are calendar months in UTC. Beyond the quota a store has a grace of 7 days and a fifth
/// more events: they are kept and held. Past it, requests are refused until the next month begins or the plan is raised;
/// either releases what is held.
/// </summary>
public static class MonthlyQuota
{
    /// <summary>Days of grace after the quota was crossed.</summary>
    public const int GraceDays = 7;

    /// <summary>Shares of the quota, in percent, of which the owners are told.</summary>
    public static readonly IReadOnlyList<int> Warnings = [50, 80, 90, 100];

    /// <summary>The share from which pages say so too.</summary>
    public const int NoticePercent = 80;

    /// <summary>The month an instant falls in, as its first day.</summary>
    public static DateOnly MonthOf(DateTimeOffset now) => new(now.UtcDateTime.Year, now.UtcDateTime.Month, 1);

    /// <summary>The instant at which the next month begins.</summary>
    public static DateTimeOffset NextMonth(DateTimeOffset now) => new(MonthOf(now).AddMonths(1), TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>Events with the grace included.</summary>
    public static long Ceiling(long quota) => quota + (quota / 5);

    /// <summary>Where a store stands.</summary>
    /// <param name="used">Events of the month so far, held ones included.</param>
    /// <param name="crossedAt">When the month's events first reached the quota; null when that is only now.</param>
    public static QuotaStanding Of(Plan plan, long used, DateTimeOffset? crossedAt, DateTimeOffset now)
    {
        if (plan.MonthlyEvents is not { } quota || used < quota)
        {
            return new(QuotaState.Within, used, plan.MonthlyEvents, null, NextMonth(now));
        }

        var graceEnds = (crossedAt ?? now).AddDays(GraceDays);
        var state = used < Ceiling(quota) && now < graceEnds ? QuotaState.Grace : QuotaState.Exceeded;
        return new(state, used, quota, graceEnds, NextMonth(now));
    }

    /// <summary>Events of the whole month when it goes on as it did; null on its first day, which says too little.</summary>
    public static long? Expected(long used, DateTimeOffset now)
    {
        var start = new DateTimeOffset(MonthOf(now), TimeOnly.MinValue, TimeSpan.Zero);
        return now - start < TimeSpan.FromDays(1) ? null : (long)(used * ((NextMonth(now) - start) / (now - start)));
    }

    /// <summary>The highest share of the quota that was reached and is worth a warning; null below the first.</summary>
    public static int? WarningAt(long used, long quota) =>
        Warnings.LastOrDefault(percent => used * 100 >= quota * percent) is > 0 and var reached ? reached : null;
}

/// <summary>What becomes of a store's events.</summary>
public enum QuotaState
{
    /// <summary>They are taken.</summary>
    Within,

    /// <summary>They are kept and held.</summary>
    Grace,

    /// <summary>They are refused.</summary>
    Exceeded,
}

/// <summary>A store's month against its plan.</summary>
/// <param name="Used">Events so far.</param>
/// <param name="Quota">Events of the plan; null without a quota.</param>
/// <param name="GraceEndsAt">When the grace is over at the latest; null within the quota.</param>
/// <param name="ResetsAt">The start of the next month.</param>
public readonly record struct QuotaStanding(QuotaState State, long Used, long? Quota, DateTimeOffset? GraceEndsAt, DateTimeOffset ResetsAt)
{
    /// <summary>Used events as a share of one; null without a quota.</summary>
    public decimal? Share => Quota is { } quota ? (decimal)Used / quota : null;
}
