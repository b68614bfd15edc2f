using Portal.Domain.Demo.Visits;

namespace Portal.Domain.Demo;

/// <summary>One message of the demo store's tracker or server, as the portal keeps it.</summary>
/// <param name="Name">The stored name, such as <c>product_viewed</c>.</param>
/// <param name="Revenue">The amount of an order or, for a refund, what went back; both positive.</param>
/// <param name="Properties">UTF-8 JSON object: the properties, or the traits of an identify message.</param>
/// <param name="Context">UTF-8 JSON object.</param>
public sealed record DemoEvent(
    string MessageId,
    string Type,
    string Name,
    DateTimeOffset OccurredAt,
    string? AnonymousId,
    string? UserId,
    string? SessionId,
    DemoPage? Page,
    string Tags,
    string? Referrer,
    string? OrderId,
    decimal? Revenue,
    byte[]? Properties,
    byte[] Context)
{
    /// <summary>The full address of the page it happened on.</summary>
    public string? Url => Tags.Length == 0 ? Page?.Url : Page?.Url + Tags;

    /// <summary>The page's title, which only page views tell.</summary>
    public string? Title => Type == "page" ? Page?.Title : null;

    /// <summary>
    /// When the portal would have received it, fixed by its identity: moments later, or hours for one in a hundred of a browser's
    /// messages, which waited on a phone without a connection.
    /// </summary>
    public DateTimeOffset ReceivedAt => IsLate ? ReceivedSoon.AddMinutes(45 + (Sign % 600)) : ReceivedSoon;

    /// <summary>When it was received by an instant at which everything that happened is known.</summary>
    public DateTimeOffset ReceivedBy(DateTimeOffset until) => ReceivedAt is var received && received < until ? received : ReceivedSoon;

    private bool IsLate => SessionId is not null && OrderId is null && Sign % 101 == 0;

    private DateTimeOffset ReceivedSoon =>
        OccurredAt.AddMilliseconds(40 + (((MessageId[^1] * 31) + (MessageId[^2] * 17) + MessageId[8]) % 960));

    // Two thousand and some values out of the milliseconds' and the running number's last digits.
    private int Sign => (MessageId[^1] * 1031) + (MessageId[^2] * 331) + (MessageId[^3] * 97) + (MessageId[9] * 37) + (MessageId[8] * 7);
}
