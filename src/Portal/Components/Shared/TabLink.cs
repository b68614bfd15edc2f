namespace Portal.Components.Shared;

/// <summary>One tab. A tab is a link: the address is the page's state.</summary>
/// <param name="Count">A number beside the name, or null.</param>
public sealed record TabLink(string Text, string Href, bool Current, long? Count = null);

/// <summary>One step of the way to a page; the last has no address.</summary>
public sealed record Breadcrumb(string Text, string? Href = null);
