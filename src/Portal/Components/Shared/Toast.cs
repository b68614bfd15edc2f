namespace Portal.Components.Shared;

/// <summary>A short message that something happened.</summary>
/// <param name="Action">One verb, with <paramref name="OnAction"/>: Undo, View, Retry.</param>
public sealed record Toast(Severity Severity, string Title, string? Detail = null, string? Action = null, Func<Task>? OnAction = null)
{
    /// <summary>Two that say the same are still two: each is shown, and closed by itself.</summary>
    public bool Equals(Toast? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
