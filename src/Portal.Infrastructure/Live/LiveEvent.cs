namespace Portal.Infrastructure.Live;

/// <summary>One event as the live page shows it.</summary>
/// <param name="Path">The page it happened on.</param>
/// <param name="OrderId">Set for events of an order.</param>
/// <param name="Amount">The order's or the cart's money in <paramref name="Currency"/>; null for everything else.</param>
/// <param name="Currency">As it was sent; null means the store's own.</param>
/// <param name="Subject">What it was about: a product's name, a search, a page's title.</param>
/// <param name="Place">City and country.</param>
/// <param name="Source">Where the visitor came from, on the event that shows it.</param>
/// <param name="Campaign">By which campaign.</param>
/// <param name="VisitorId">The anonymous id, else the user id.</param>
public sealed record LiveEvent(
    string MessageId,
    string Name,
    DateTimeOffset OccurredAt,
    DateTimeOffset ReceivedAt,
    string? Path,
    string? OrderId,
    decimal? Amount,
    string? Currency,
    string? Subject,
    string? Place,
    string? Source,
    string? Campaign,
    string VisitorId)
{
    /// <summary>True when the event is about a person, so that its subject names her.</summary>
    public bool NamesPerson => Name is "identify" or "alias" or "group";
}
