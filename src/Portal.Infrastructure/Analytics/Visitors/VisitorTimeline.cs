namespace Portal.Infrastructure.Analytics.Visitors;

/// <summary>Some of what a person did, the latest first.</summary>
/// <param name="Next">Entries before this instant follow; null at the end.</param>
public sealed record VisitorTimeline(IReadOnlyList<VisitorEntry> Entries, DateTimeOffset? Next);

/// <summary>One thing in a person's timeline.</summary>
/// <param name="At">When it began.</param>
public abstract record VisitorEntry(DateTimeOffset At)
{
    /// <summary>A session.</summary>
    /// <param name="Visitor">The browser it was in.</param>
    public sealed record Session(
        DateTimeOffset At, long Visitor, DateTimeOffset EndedAt, bool IsBot, bool IsNew, string AnonymousId,
        string Channel, string? Source, string? Medium, string? Campaign, string? LandingPath, string? ExitPath,
        string? Device, string? Browser, string? Os, string? Country, string? City,
        int Events, int Pageviews, int ProductViews, int CartAdds, int OrderEvents) : VisitorEntry(At);

    /// <summary>An order.</summary>
    /// <param name="Channel">Of the session it is credited to; null when it is to none.</param>
    public sealed record Order(
        DateTimeOffset At, string OrderId, decimal Revenue, decimal Units, string? Channel, string? Campaign) : VisitorEntry(At);

    /// <summary>A day of the store with events that belong to no session, such as those of a server.</summary>
    public sealed record Sessionless(DateTimeOffset At, DateOnly Day, long Visitor, bool IsBot) : VisitorEntry(At);
}
