namespace Portal.Domain.Events;

/// <summary>The limits of the event API's contract.</summary>
public static class EventLimits
{
    /// <summary>Bytes of a request after decompression.</summary>
    public const int RequestBytes = 500 * 1024;

    /// <summary>Bytes of one message.</summary>
    public const int MessageBytes = 32 * 1024;

    /// <summary>
    /// Bytes of all messages of a request, the context that they share counted with each of them: that is how they are kept.
    /// </summary>
    public const int ExpandedBytes = 8 * RequestBytes;

    /// <summary>Messages of one request.</summary>
    public const int Messages = 1000;

    /// <summary>Levels of objects and arrays in one message.</summary>
    public const int Depth = 16;

    /// <summary>Characters of a message's id.</summary>
    public const int MessageIdLength = 100;

    /// <summary>Characters of an event's name, a person's id, an order's id and the other short texts.</summary>
    public const int NameLength = 200;

    /// <summary>Bytes of UTF-8 that are kept of a page's path in its own column; the address keeps the rest.</summary>
    public const int PathBytes = 1000;

    /// <summary>Bytes of UTF-8 of what a product is known by in figures; what is longer is cut.</summary>
    public const int ProductIdBytes = 400;

    /// <summary>What a line of an order comes to at most; one that states more is counted without its price.</summary>
    public const decimal MaxLineAmount = 10_000_000_000_000m;

    /// <summary>How old a message may be, except in an import.</summary>
    public static readonly TimeSpan Past = TimeSpan.FromDays(30);

    /// <summary>How far ahead of the server's clock a message may be.</summary>
    public static readonly TimeSpan Future = TimeSpan.FromHours(1);

    /// <summary>Beyond this difference a client's clock does not name the day of its messages.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromHours(12);
}
