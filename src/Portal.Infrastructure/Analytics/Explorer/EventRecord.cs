namespace Portal.Infrastructure.Analytics.Explorer;

/// <summary>One stored event with everything that is known of it.</summary>
/// <param name="Visitor">The number that stands for the visitor in the read models.</param>
/// <param name="Properties">JSON object; null when the event has none. Of an identify event the traits.</param>
/// <param name="Context">JSON object; null when the sender told nothing.</param>
public sealed record EventRecord(
    string MessageId, string Type, string Name, DateTimeOffset OccurredAt, DateTimeOffset ReceivedAt, Guid SiteId,
    string? AnonymousId, string? UserId, long Visitor, string? Url, string? Path, string? Title, string? Referrer,
    string? OrderId, decimal? Revenue, string? Currency, string? Device, string? Browser, string? Os,
    string? Country, string? Region, string? City, string? Channel, string? Source, string? Medium, string? Campaign,
    bool IsBot, string? Properties, string? Context)
{
    public EventCursor Cursor => new(OccurredAt, MessageId);

    /// <summary>True when the properties are the traits of a person.</summary>
    public bool IsAboutPerson => Type is "identify" or "alias" or "group";
}
