namespace Portal.Components.Shared;

/// <summary>One value a person can choose, and how it reads.</summary>
public sealed record Choice<TValue>(TValue Value, string Text);
