namespace Portal.Domain.Text;

/// <summary>A range as whole months and the days that are left at its ends, so that a long one is read from few sums.</summary>
/// <param name="Months">The first days of its whole months; null when it holds none.</param>
/// <param name="Head">Days before the first whole month, or all of them without one; null for none.</param>
/// <param name="Tail">Days after the last whole month; null for none.</param>
public sealed record PeriodSplit((DateOnly First, DateOnly Last)? Months, DayRange? Head, DayRange? Tail)
{
    public static PeriodSplit Of(DayRange range)
    {
        var first = range.From.Day == 1 ? range.From : MonthOf(range.From).AddMonths(1);
        var end = MonthOf(range.To.AddDays(1));
        return first >= end
            ? new(null, range, null)
            : new(
                (first, end.AddMonths(-1)), range.From < first ? new(range.From, first.AddDays(-1)) : null, end <= range.To ? new(end, range.To) : null);
    }

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}
