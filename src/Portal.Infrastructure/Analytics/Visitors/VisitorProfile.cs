namespace Portal.Infrastructure.Analytics.Visitors;

/// <summary>Who somebody is, as far as her events tell.</summary>
/// <param name="Visitor">The number that was asked for; it may be one of her browsers.</param>
/// <param name="Person">The number that she has in the read models.</param>
/// <param name="Ids">Every id that leads to her, the latest first.</param>
/// <param name="Traits">What she was last said to be: a JSON object of traits, the latest of each; null when nobody said anything.</param>
/// <param name="FirstTouch">How she came first; null when no session shows it.</param>
/// <param name="LastTouch">How she came last; null when no session shows it.</param>
/// <param name="Devices">Device, browser and system, most used first.</param>
/// <param name="Countries">ISO codes, most used first.</param>
public sealed record VisitorProfile(
    long Visitor, long Person, IReadOnlyList<VisitorIdentity> Ids, string? Traits, VisitorTotals Totals,
    VisitorTouch? FirstTouch, VisitorTouch? LastTouch, IReadOnlyList<string> Devices, IReadOnlyList<string> Countries);

/// <summary>One id of a person.</summary>
/// <param name="Visitor">Its number.</param>
/// <param name="AnonymousId">Set for a browser.</param>
/// <param name="UserId">Whom it was linked to; null for a browser that nobody identified in.</param>
/// <param name="LinkedAt">The latest event that says so.</param>
public sealed record VisitorIdentity(long Visitor, string? AnonymousId, string? UserId, DateTimeOffset? LinkedAt, bool IsAlias);

/// <summary>What a person did in all.</summary>
/// <param name="BotSessions">Sessions that are left out as bots'.</param>
/// <param name="Revenue">Of her orders, in the store's currency.</param>
public sealed record VisitorTotals(
    DateTimeOffset? FirstSeen, DateTimeOffset? LastSeen, long Sessions, long BotSessions, long Events, long Orders, decimal Revenue);

/// <summary>How a person came.</summary>
public sealed record VisitorTouch(DateTimeOffset At, string Channel, string? Source, string? Medium, string? Campaign);
