namespace Portal.Components.Shared;

/// <summary>One step of the way to a page; the last has no address.</summary>
public sealed record Breadcrumb(string Text, string? Href = null);
