namespace Portal.Infrastructure.Api;

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
