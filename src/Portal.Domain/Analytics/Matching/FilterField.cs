namespace Portal.Domain.Analytics.Matching;

/// <summary>What of an event a filter looks at.</summary>
public enum FilterField
{
    /// <summary>The page's path.</summary>
    Path,

    /// <summary>One of the event's own properties, by its name.</summary>
    Property,

    /// <summary>The channel of the session in which it happened.</summary>
    Channel,

    /// <summary>ISO 3166-1 alpha-2 code.</summary>
    Country,

    /// <summary>desktop, mobile or tablet.</summary>
    Device,
}
