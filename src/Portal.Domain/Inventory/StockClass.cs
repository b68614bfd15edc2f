namespace Portal.Domain.Inventory;

/// <summary>
/// Classes by what a variant brings in and how steadily it sells. ABC after H. F. Dickie, ABC Inventory Analysis Shoots for
/// Dollars, not Pennies (1951): A brings the first 80 % of revenue, B the next 15 %, C the rest. XYZ by the coefficient of
/// variation of weekly units: X up to 0.5, Y up to 1, Z above.
/// </summary>
public static class StockClass
{
    private const double MaxOfA = 0.8;
    private const double MaxOfB = 0.95;

    /// <summary>The ABC class of each, in the order given; what brings nothing is C. O(n log n).</summary>
    public static IReadOnlyList<char> Abc(IReadOnlyList<decimal> revenues)
    {
        var classes = Enumerable.Repeat('C', revenues.Count).ToArray();
        var total = revenues.Where(revenue => revenue > 0).Sum();
        var before = 0m;
        foreach (var (revenue, place) in revenues.Select((revenue, place) => (revenue, place)).Where(entry => entry.revenue > 0)
            .OrderByDescending(entry => entry.revenue))
        {
            // By what came before it, so that the one that passes a border still belongs to the better class.
            classes[place] = (double)(before / total) switch { < MaxOfA => 'A', < MaxOfB => 'B', _ => 'C' };
            before += revenue;
        }

        return classes;
    }

    /// <summary>The XYZ class by the units of each week; Z without any.</summary>
    /// <param name="sold">Units of all weeks.</param>
    /// <param name="soldSquares">The sum of the squares of each week's units.</param>
    public static char Xyz(double sold, double soldSquares, int weeks)
    {
        if (sold <= 0 || weeks < 2)
            return 'Z';
        var mean = sold / weeks;
        var variation = Math.Sqrt(Math.Max(0, (soldSquares - (sold * mean)) / (weeks - 1))) / mean;
        return variation switch { <= 0.5 => 'X', <= 1 => 'Y', _ => 'Z' };
    }
}
