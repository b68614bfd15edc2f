namespace Portal.Infrastructure.Events;

/// <summary>What an address of the event API takes.</summary>
/// <param name="Type">The type of its single message; null where a batch comes.</param>
/// <param name="IsImport">True where messages of any age are taken.</param>
public sealed record EventRoute(string? Type, bool IsImport = false);
