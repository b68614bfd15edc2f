namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>What the read models need of one event.</summary>
/// <param name="Tie">XXH64 of the message id.</param>
/// <param name="PreviousId">The id that an alias message gives up.</param>
/// <param name="ProductId">Of a product event: <c>product_id</c>, else <c>sku</c>, else <c>name</c>.</param>
/// <param name="Query">Of a search: its words.</param>
/// <param name="Results">Of a search: how many results it had, when the shop tells.</param>
/// <param name="Products">Of an order: the JSON of <c>products</c>.</param>
/// <param name="Vitals">Of a measurement of a page's speed: the JSON of its properties.</param>
internal readonly record struct EventFact(
    long Visitor,
    string? AnonymousId,
    string? UserId,
    long Tie,
    Guid SiteId,
    string Type,
    string Name,
    DateTime OccurredAt,
    DateTime ReceivedAt,
    string? Path,
    string? OrderId,
    decimal? Revenue,
    string? Currency,
    bool IsBot,
    string? Device,
    string? Browser,
    string? Os,
    string? Country,
    string? Region,
    string? City,
    string? Channel,
    string? Source,
    string? Medium,
    string? Campaign,
    string? PreviousId,
    string? ProductId,
    string? ProductName,
    string? Query,
    long? Results,
    string? Products,
    string? Vitals);
