namespace Portal.Components.Shared;

/// <summary>One bar of a list.</summary>
/// <param name="Amount">How the value reads.</param>
public sealed record Bar(string Name, double Value, string Amount);
