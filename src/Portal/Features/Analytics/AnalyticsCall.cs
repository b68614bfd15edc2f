using Portal.Domain.Analytics;
using Portal.Domain.Shared.Text;
using Portal.Features.Api;

namespace Portal.Features.Analytics;

/// <summary>What every question of the analytics API takes.</summary>
public static class AnalyticsCall
{
    /// <summary>The days, and whether robots count.</summary>
    public static IReadOnlyList<ApiParameter> RangeParameters { get; } =
    [
        new ApiParameter.Day("from",
            $"The first day in the store's time zone; {AnalyticsRange.DefaultDays} days up to the last one without it."),
        new ApiParameter.Day("to", "The last day, included; today without it."),
        new ApiParameter.Flag("bots", "Also count robots and crawlers, which are left out otherwise."),
    ];

    /// <summary>The range a call asks for; null, with the errors noted, when its days make none.</summary>
    public static AnalyticsRange? Range(this ApiCall call)
    {
        var today = StoreClock.For(call.Store.TimeZone).Day(call.Now);
        var to = call.Day("to") ?? today;
        var from = call.Day("from") ?? to.AddDays(1 - AnalyticsRange.DefaultDays);
        call.Errors.Require(from <= to, "from", "The first day comes after the last.");
        call.Errors.Require(to.DayNumber - from.DayNumber < AnalyticsRange.MaxDays, "from",
            $"A range has at most {AnalyticsRange.MaxDays} days.");
        return call.Errors.None ? new(new(from, to), call.Store.TimeZone, call.Flag("bots")) : null;
    }
}
