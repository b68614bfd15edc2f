namespace Portal.Components.Layout;

/// <summary>Something the person should know of.</summary>
public sealed record Notification(Shared.Tone Tone, string Title, string Reason, string Time, string? Href = null);
