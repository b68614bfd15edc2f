using System.Globalization;

namespace Portal.Infrastructure.Analytics.Visitors;

/// <summary>One person in a list, by her latest session.</summary>
/// <param name="Visitor">The number that addresses name her by.</param>
/// <param name="Name">Her user id, else the anonymous id of her browser, else null.</param>
/// <param name="IsKnown">True when the name is a user id.</param>
/// <param name="SeenAt">When her latest session ended; of a person without sessions the day she was last seen on.</param>
/// <param name="Sessions">All she had.</param>
public sealed record VisitorRow(
    long Visitor, string? Name, bool IsKnown, DateTimeOffset? SeenAt, long Sessions,
    string? Device, string? Browser, string? Os, string? Country, string? City, string? Channel, string? LandingPath, bool IsBot);

/// <summary>Where a page of visitors ends: the store's day that is being listed, and the last one on it.</summary>
public sealed record VisitorCursor(DateOnly Day, DateTimeOffset SeenAt, long Person)
{
    private const char Separator = '~';

    /// <summary>The day, microseconds since 1970, the person's number, with tildes between them.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Day:yyyy-MM-dd}{Separator}{(SeenAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}{Separator}{Person}");

    /// <summary>Reads the written form; null when it is none.</summary>
    public static VisitorCursor? Parse(string? text) =>
        text?.Split(Separator) is [var day, var micros, var person]
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var onDay)
        && long.TryParse(micros, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < 253_402_300_000_000_000
        && long.TryParse(person, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new(onDay, DateTimeOffset.UnixEpoch.AddTicks(at * TimeSpan.TicksPerMicrosecond), number)
            : null;
}

/// <summary>Some visitors, the latest first.</summary>
/// <param name="Next">Where the following ones begin; null at the end.</param>
public sealed record VisitorListing(IReadOnlyList<VisitorRow> Visitors, VisitorCursor? Next);

/// <summary>A person that a search found.</summary>
public sealed record VisitorMatch(MatchedBy MatchedBy, VisitorRow Visitor);

/// <summary>What a search text turned out to be.</summary>
public enum MatchedBy
{
    VisitorNumber,
    AnonymousId,
    UserId,
    Email,
    OrderId,
}
