using Portal.Domain.Analytics;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>A product of an order.</summary>
/// <param name="Price">Of one unit.</param>
internal sealed record OrderedProduct(string ProductId, string? Name, decimal Quantity, decimal Price);

/// <summary>What an order is credited to: a session, and the first touch of the person's first session.</summary>
internal sealed record OrderCredit(
    long? SessionVisitor, DateTime? SessionAt, string? Channel, string? Source, string? Medium, string? Campaign, string? Country,
    string? Device, string? FirstChannel, string? FirstSource, string? FirstMedium, string? FirstCampaign);

/// <summary>An order as its row in <c>event_orders</c> holds it.</summary>
internal sealed record StoredOrder(
    string OrderId, EventMoment Moment, long Visitor, long Person, bool IsBot, Guid SiteId, DateOnly Day, decimal Revenue,
    IReadOnlyList<OrderedProduct> Lines)
{
    public OrderCredit? Credit { get; init; }

    public decimal Units => Lines.Sum(l => l.Quantity);
}
