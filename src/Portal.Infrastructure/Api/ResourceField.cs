namespace Portal.Infrastructure.Api;

/// <summary>A field of what the API lists and writes: how it is read, and what may be written to it.</summary>
/// <param name="Name">In camel case, as programs know it.</param>
/// <param name="Sql">Its value among the rows of <see cref="Resource.From"/>.</param>
/// <param name="Description">A sentence for people who write programs.</param>
public sealed record ResourceField(string Name, ResourceType Type, string Sql, string Description)
{
    /// <summary>True when a write may name it. What else a written row names and the resource has is passed over.</summary>
    public bool IsWritable { get; init; }

    /// <summary>True when a row cannot be made without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The column that takes it; null when the resource's own statements do something with it.</summary>
    public string? Column { get; init; }

    /// <summary>What the column takes, of the row <c>i</c>; null for the value as it was sent.</summary>
    public string? Value { get; init; }

    /// <summary>What the column holds when nothing or null is sent; null where the column may be null.</summary>
    public string? Default { get; init; }

    /// <summary>The most characters of a text, or entries of a list.</summary>
    public int MaxLength { get; init; } = 200;

    /// <summary>The least number.</summary>
    public decimal MinValue { get; init; }

    /// <summary>The greatest number; by default what its column holds.</summary>
    public decimal MaxValue { get; init; } = 99_999_999_999_999m;

    /// <summary>Places after the point that a number may have.</summary>
    public int Decimals { get; init; } = 4;

    /// <summary>The words that a text may be; null for any.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>True for a text that is the address of a web page (<see cref="Domain.Shared.Text.WebAddress"/>).</summary>
    public bool IsWebAddress { get; init; }

    /// <summary>Fields of the objects in a list.</summary>
    public IReadOnlyList<ResourceField> Inside { get; init; } = [];

    /// <summary>The column of the table of incoming rows.</summary>
    internal string Incoming => $"\"{Name}\"";
}

/// <summary>What a field of the API holds.</summary>
public enum ResourceType
{
    Text,

    /// <summary>A whole number of 32 bits.</summary>
    Whole,

    /// <summary>A decimal number with at most four places after the point.</summary>
    Number,

    Flag,

    /// <summary>A day, yyyy-MM-dd.</summary>
    Day,

    /// <summary>An instant, ISO 8601; told in UTC.</summary>
    Instant,

    /// <summary>An identity that the portal gave (UUID).</summary>
    Id,

    /// <summary>A list of texts.</summary>
    Texts,

    /// <summary>An object of texts by name.</summary>
    Map,

    /// <summary>A list of objects, whose fields are those inside.</summary>
    Rows,
}
