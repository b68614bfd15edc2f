namespace Portal.Domain.Imports;

/// <summary>Something that a column of a file can hold.</summary>
/// <param name="Name">In camel case, as a mapping names it.</param>
/// <param name="Label">As people read it.</param>
/// <param name="Aliases">Headers it goes by in other systems' files; small letters and digits only.</param>
public sealed record ImportField(string Name, string Label, ImportFieldType Type, bool IsRequired, params IReadOnlyList<string> Aliases)
{
    /// <summary>Places after the point that a number keeps.</summary>
    public int Decimals { get; init; } = 4;

    /// <summary>The most characters that a text keeps; texts that name things are looked up, so theirs are short.</summary>
    public int MaxLength { get; init; } = Type == ImportFieldType.Id ? 200 : 500;
}

/// <summary>What the values of a field are.</summary>
public enum ImportFieldType
{
    Text,

    /// <summary>Text that names a thing; a whole number that a spreadsheet wrote as 17850.0 is read as 17850.</summary>
    Id,
    Number,
    Instant,

    /// <summary>A day of the store; the time of day is left out.</summary>
    Day,
    Flag,
}
