namespace Portal.Domain.Inventory;

/// <summary>How many days stock lasts: most likely, and the days between which it ends in eight of ten cases.</summary>
public readonly record struct StockCover(double Days, double Early, double Late)
{
    private const double Spread = 1.2815515655446004;

    /// <summary>
    /// When cumulated demand reaches the stock. Demand of t days is taken as normal with mean d·t and deviation σ·√t, so the
    /// p-quantile solves d·t + z·σ·√t = stock, a quadratic equation in √t (the first passage of a Brownian motion with drift,
    /// without its reflection term, which is small for d·t ≫ σ·√t).
    /// </summary>
    /// <returns>Null when nothing is asked for.</returns>
    public static StockCover? Of(int onHand, Demand demand)
    {
        if (demand.Mean <= 0)
            return null;
        return onHand <= 0 ? default(StockCover) : new(onHand / demand.Mean, At(onHand, demand, Spread), At(onHand, demand, -Spread));
    }

    private static double At(int onHand, Demand demand, double z)
    {
        var spread = z * demand.Deviation;
        var root = (Math.Sqrt((spread * spread) + (4 * demand.Mean * onHand)) - spread) / (2 * demand.Mean);
        return root * root;
    }
}
