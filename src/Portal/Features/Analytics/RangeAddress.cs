using Portal.Domain.Analytics;
using Portal.Domain.Text;

namespace Portal.Features.Analytics;

/// <summary>What figures are compared with.</summary>
public enum RangeComparison
{
    /// <summary>As many days just before.</summary>
    DaysBefore,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>The range of an analytics page as its address holds it. What makes no sense is ignored, so that any address opens.</summary>
internal static class RangeAddress
{
    public const string Bots = "bots";
    public const string Compare = "compare";

    public static AnalyticsRange Read(string? from, string? to, string? bots, string timeZone, DateTimeOffset now)
    {
        var days = DayRange.Parse(from, to) is { Days: <= AnalyticsRange.MostDays } asked ? asked : AnalyticsRange.Standard(StoreClock.For(timeZone).Day(now));
        return new(days, timeZone, bots == "1");
    }

    public static RangeComparison ReadComparison(string? text) => text == "none" ? RangeComparison.None : RangeComparison.DaysBefore;

    /// <summary>Null leaves the parameter out of the address.</summary>
    public static string? Write(RangeComparison comparison) => comparison == RangeComparison.None ? "none" : null;
}
