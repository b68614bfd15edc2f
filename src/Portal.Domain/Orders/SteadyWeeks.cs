using Portal.Domain.Shared.Text;

namespace Portal.Domain.Orders;

/// <summary>The whole weeks by which a range's goods are told to sell steadily or not.</summary>
public static class SteadyWeeks
{
    /// <summary>A quarter: fewer weeks say little of how steady something is.</summary>
    public const int Min = 13;

    /// <summary>Half a year: more mix what a product was with what it is.</summary>
    public const int Max = 26;

    /// <summary>
    /// The Mondays of the first and the last of them: the range's own weeks, at least <see cref="Min"/> and at most <see cref="Max"/> up to
    /// its last whole one.
    /// </summary>
    public static (DateOnly First, DateOnly Last) Of(DayRange range)
    {
        var last = Monday(range.To.AddDays(1)).AddDays(-7);
        var first = Monday(range.From.AddDays(6));
        var weeks = Math.Clamp(((last.DayNumber - first.DayNumber) / 7) + 1, Min, Max);
        return (last.AddDays(7 - (7 * weeks)), last);
    }

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
