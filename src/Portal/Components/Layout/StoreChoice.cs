namespace Portal.Components.Layout;

/// <summary>A store the signed-in person can switch to.</summary>
public sealed record StoreChoice(string Slug, string Name);
