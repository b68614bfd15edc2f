namespace Portal.Domain.Catalogue;

/// <summary>A day's figure before and after a change, with the interval that the difference lies in with 95 % confidence.</summary>
/// <param name="Low">The lower end of the difference.</param>
public readonly record struct DailyChange(double Before, double After, double Low, double High)
{
    public double Difference => After - Before;

    /// <summary>False when chance alone could explain the difference.</summary>
    public bool IsClear => Low > 0 || High < 0;

    // Student's t at 97.5 % for 6 to 27 degrees of freedom (NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2).
    private static readonly double[] Quantiles =
    [
        2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796,
        2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518,
    ];

    private const int FewestPairs = 7;

    /// <summary>
    /// The mean difference of pairs with its interval: Student's t over paired observations (Student, The Probable Error of a Mean, 1908;
    /// NIST/SEMATECH e-Handbook, 7.3.1). A day is paired with one of the same weekday, so that the week's shape falls out.
    /// </summary>
    /// <param name="pairs">7 to 28 of them.</param>
    public static DailyChange Of(IReadOnlyList<(double Before, double After)> pairs)
    {
        var mean = pairs.Average(pair => pair.After - pair.Before);
        var variance = pairs.Sum(pair => Math.Pow(pair.After - pair.Before - mean, 2)) / (pairs.Count - 1);
        var reach = Quantiles[Math.Min(pairs.Count, FewestPairs + Quantiles.Length - 1) - FewestPairs] * Math.Sqrt(variance / pairs.Count);
        return new(pairs.Average(pair => pair.Before), pairs.Average(pair => pair.After), mean - reach, mean + reach);
    }
}
