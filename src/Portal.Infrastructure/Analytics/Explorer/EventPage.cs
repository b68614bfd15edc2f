namespace Portal.Infrastructure.Analytics.Explorer;

/// <summary>Some events, newest first.</summary>
/// <param name="Next">Where the following ones begin; null at the end.</param>
/// <param name="Scanned">Events that were looked at to find these.</param>
/// <param name="StoppedAt">How far back a search by property came before it had looked at as many events as it may; null when it found
/// enough or saw all.</param>
public sealed record EventPage(IReadOnlyList<EventRecord> Events, EventCursor? Next, long Scanned, DateTimeOffset? StoppedAt);
