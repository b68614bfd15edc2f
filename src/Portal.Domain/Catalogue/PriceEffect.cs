namespace Portal.Domain.Catalogue;

/// <summary>What came after a change of price, against the like days before it.</summary>
public abstract record PriceEffect
{
    /// <summary>Weeks on each side, when nothing else cuts them short.</summary>
    public const int Weeks = 4;

    private const int FewestPairs = 14;
    private const decimal FewestUnits = 10;

    private PriceEffect()
    {
    }

    /// <summary>Nothing can be said, and why.</summary>
    public sealed record Unknown(string Reason) : PriceEffect;

    /// <summary>Figures a day.</summary>
    /// <param name="Pairs">Days on each side that were compared.</param>
    public sealed record Known(int Pairs, DailyChange Units, DailyChange Revenue, DailyChange Margin) : PriceEffect;

    /// <summary>
    /// Compares whole weeks before and after the day of the change, as many on each side and four at most, up to the changes of price
    /// beside it. The day itself has both prices and is left out; each day after is paired with the same weekday as many weeks before,
    /// and both are left out when one of them was without stock.
    /// </summary>
    /// <param name="days">What is known of days; those missing sold nothing.</param>
    /// <param name="earlier">The day of the change before, or the first day that is known.</param>
    /// <param name="later">The day of the next change, or today.</param>
    public static PriceEffect Of(DateOnly changed, IReadOnlyDictionary<DateOnly, PriceDay> days, DateOnly earlier, DateOnly later)
    {
        var weeks = Math.Min(Weeks, Math.Min((changed.DayNumber - earlier.DayNumber - 1) / 7,
            (later.DayNumber - changed.DayNumber - 1) / 7));
        if (weeks * 7 < FewestPairs)
        {
            return new Unknown(later.DayNumber - changed.DayNumber <= FewestPairs
                ? "Fewer than two whole weeks have passed at this price."
                : "Fewer than two whole weeks at the price before are known.");
        }

        var pairs = Enumerable.Range(0, weeks * 7).Select(place => Pair(changed, place))
            .Select(pair => (Before: days.GetValueOrDefault(pair.Before), After: days.GetValueOrDefault(pair.After)))
            .Where(pair => !pair.Before.WasOut && !pair.After.WasOut).ToList();
        if (pairs.Count < FewestPairs)
            return new Unknown("It was out of stock on too many of the days.");
        if (pairs.Sum(pair => pair.Before.Units + pair.After.Units) < FewestUnits)
            return new Unknown("Too few were sold to tell.");

        DailyChange Change(Func<PriceDay, decimal> figure) =>
            DailyChange.Of([.. pairs.Select(pair => ((double)figure(pair.Before), (double)figure(pair.After)))]);
        return new Known(pairs.Count, Change(day => day.Units), Change(day => day.Revenue), Change(day => day.Margin));
    }

    // Week by week away from the change: the six days after it with those of the weekdays before, the seventh, its own weekday, with the
    // one a week before it.
    private static (DateOnly Before, DateOnly After) Pair(DateOnly changed, int place)
    {
        var (week, day) = Math.DivRem(place, 7);
        return (changed.AddDays((-7 * week) - (day == 6 ? 7 : 6 - day)), changed.AddDays((7 * week) + day + 1));
    }
}

/// <summary>What a variant did on a day.</summary>
/// <param name="Revenue">Gross sales less discounts of that day's orders, in the store's currency.</param>
/// <param name="Margin">The same less the cost of goods.</param>
/// <param name="WasOut">True for a day without stock on which nothing was sold.</param>
public readonly record struct PriceDay(decimal Units, decimal Revenue, decimal Margin, bool WasOut);
