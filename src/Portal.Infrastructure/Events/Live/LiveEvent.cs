namespace Portal.Infrastructure.Events.Live;

/// <summary>One event as the live page shows it.</summary>
/// <param name="VisitorId">The anonymous id, or the user id of events without one.</param>
/// <param name="OrderId">Set for events of an order.</param>
/// <param name="Revenue">The order's money in <paramref name="Currency"/>; null for everything else.</param>
/// <param name="Subject">What it was about: a product's name, a search, a page's title.</param>
/// <param name="Place">City and country, where the sender told them.</param>
public sealed record LiveEvent(
    string MessageId,
    string Name,
    DateTimeOffset OccurredAt,
    DateTimeOffset ReceivedAt,
    string VisitorId,
    string? Path,
    string? OrderId,
    decimal? Revenue,
    string? Currency,
    string? Subject,
    string? Place);
