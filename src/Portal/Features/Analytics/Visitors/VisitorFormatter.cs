using System.Globalization;
using Portal.Domain.Analytics.Privacy;
using Portal.Infrastructure.Analytics.Visitors;

namespace Portal.Features.Analytics.Visitors;

/// <summary>How visitors and what they did read.</summary>
internal static class VisitorFormatter
{
    /// <summary>The user id, else the browser's, else the number.</summary>
    public static string Name(VisitorRow row, bool isPlain) => Id(row.Name ?? row.Visitor.ToString(CultureInfo.InvariantCulture), isPlain);

    /// <summary>An id as the reader may see it: some shops use e-mail addresses.</summary>
    public static string Id(string id, bool isPlain) => isPlain ? id : PersonalData.MaskText(id);

    /// <summary>The parts that are known, with commas between; null when none is.</summary>
    public static string? Join(params string?[] parts) =>
        string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } text ? text : null;

    /// <summary>A channel as people read it: paid_social is “Paid social”.</summary>
    public static string Channel(string channel) =>
        channel.Length == 0 ? "" : char.ToUpperInvariant(channel[0]) + channel[1..].Replace('_', ' ');

    public static string Of(MatchedBy by) => by switch
    {
        MatchedBy.VisitorNumber => "visitor number",
        MatchedBy.AnonymousId => "anonymous id",
        MatchedBy.UserId => "user id",
        MatchedBy.Email => "e-mail address",
        MatchedBy.OrderId => "order",
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, null),
    };
}
