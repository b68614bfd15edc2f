namespace Portal.Domain.Analytics.Attribution;

/// <summary>Splits an amount so that the parts add up to it exactly: the largest remainder method (Hamilton, 1792).</summary>
public static class Apportionment
{
    /// <summary>
    /// The parts, rounded to a number of decimals. What rounding leaves goes to the largest remainders, the first of equal ones.
    /// </summary>
    /// <param name="amount">With no more decimals than asked for.</param>
    /// <param name="weights">None below 0 and not all of them 0.</param>
    public static decimal[] Split(decimal amount, IReadOnlyList<double> weights, int decimals)
    {
        var unit = 1m;
        for (var place = 0; place < decimals; place++)
        {
            unit /= 10;
        }

        var (units, sum) = (decimal.Truncate(Math.Abs(amount) / unit), weights.Sum());
        var exact = weights.Select(weight => units * (decimal)(weight / sum)).ToArray();
        var whole = exact.Select(decimal.Floor).ToArray();
        var left = (int)(units - whole.Sum());
        foreach (var index in Enumerable.Range(0, exact.Length).OrderByDescending(index => exact[index] - whole[index])
            .Take(Math.Max(0, left)))
        {
            whole[index]++;
        }

        // Weights are binary fractions: their quotients may add up to a unit too much.
        if (left < 0)
        {
            whole[Array.IndexOf(whole, whole.Max())] += left;
        }

        return [.. whole.Select(part => Math.Sign(amount) * part * unit)];
    }
}
