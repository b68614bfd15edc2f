namespace Portal.Domain.Inventory;

/// <summary>What is asked for on a day, as far as sales tell it.</summary>
/// <param name="Mean">Units a day while there was stock to sell.</param>
/// <param name="Deviation">Standard deviation of a day's units.</param>
public readonly record struct Demand(double Mean, double Deviation)
{
    /// <summary>
    /// Estimates demand from sales. Days without stock are left out, since nobody can buy what is not there (the simplest
    /// treatment of censored demand: S. Nahmias, Demand Estimation in Lost Sales Inventory Systems, 1994).
    /// </summary>
    /// <param name="sold">Units sold.</param>
    /// <param name="soldSquares">The sum of the squares of each day's units.</param>
    /// <param name="days">Days on which there was stock; sales of fewer than one are none.</param>
    public static Demand Of(double sold, double soldSquares, int days)
    {
        if (days < 1 || sold <= 0)
            return default;
        var mean = sold / days;
        var variance = days > 1 ? Math.Max(0, (soldSquares - (sold * mean)) / (days - 1)) : mean;
        return new(mean, Math.Sqrt(variance));
    }
}
