namespace Portal.Components.Layout;

/// <summary>Something the person should know of.</summary>
public sealed record Notification(Shared.Severity Severity, string Title, string Reason, string Time, string? Href = null);
