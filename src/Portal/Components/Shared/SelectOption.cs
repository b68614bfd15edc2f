namespace Portal.Components.Shared;

/// <summary>One value a person can choose, and how it reads.</summary>
/// <param name="Hint">What choosing it means, where the control has room for it.</param>
public sealed record SelectOption<TValue>(TValue Value, string Text, string? Hint = null);
