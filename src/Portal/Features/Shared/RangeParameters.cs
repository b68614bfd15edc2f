using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Analytics;
using Portal.Domain.Shared.Text;

namespace Portal.Features.Shared;

/// <summary>What figures are compared with.</summary>
public enum RangeComparison
{
    /// <summary>As many days just before.</summary>
    DaysBefore,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>The range of an analytics page as its address holds it. What makes no sense is ignored, so that any address opens.</summary>
internal static class RangeParameters
{
    public const string From = "from";
    public const string To = "to";
    public const string Bots = "bots";
    public const string Compare = "compare";

    public static AnalyticsRange Read(string? from, string? to, string? bots, string timeZone, DateTimeOffset now)
    {
        var days = DayRange.Parse(from, to) is { Days: <= AnalyticsRange.MaxDays } asked ? asked
            : AnalyticsRange.Default(StoreClock.For(timeZone).Day(now));
        return new(days, timeZone, bots == "1");
    }

    public static RangeComparison ReadComparison(string? text) => text == "none" ? RangeComparison.None : RangeComparison.DaysBefore;

    /// <summary>Null leaves the parameter out of the address.</summary>
    public static string? Write(RangeComparison comparison) => comparison == RangeComparison.None ? "none" : null;

    /// <summary>An address for the same days, with further parameters; those that are null are left out.</summary>
    public static string With(string address, AnalyticsRange range, params (string Name, string? Value)[] more) =>
        QueryHelpers.AddQueryString(
        address,
        new (string Name, string? Value)[] { (From, Iso(range.From)), (To, Iso(range.To)), (Bots, range.IncludeBots ? "1" : null) }
            .Concat(more).Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
