namespace Portal.Infrastructure.Imports.Kinds;

/// <summary>A field of a resource that a file can hold.</summary>
/// <param name="Field">As the resource names it; <c>lines.sku</c> is the field sku of the rows in lines.</param>
/// <param name="Label">As people read it.</param>
/// <param name="Aliases">Headers it goes by in other systems' files; small letters and digits only.</param>
internal sealed record ImportColumn(string Field, string Label, params IReadOnlyList<string> Aliases)
{
    /// <summary>Needed in a file although the resource does without it, as a key is.</summary>
    public bool IsNeeded { get; init; }
}
