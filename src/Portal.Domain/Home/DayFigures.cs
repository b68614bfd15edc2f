namespace Portal.Domain.Home;

/// <summary>A store's figures for one of its days, whole or up to an instant.</summary>
/// <param name="Revenue">Order totals in the store's currency.</param>
/// <param name="Orders">Different orders.</param>
/// <param name="Sessions">Different sessions that began that day.</param>
/// <param name="Refunds">Money given back that day.</param>
public sealed record DayTotals(decimal Revenue, int Orders, int Sessions, decimal Refunds)
{
    /// <summary>Revenue an order; null without orders.</summary>
    public decimal? AverageOrder => Orders == 0 ? null : Revenue / Orders;

    /// <summary>Orders a session, as a share of 1; null without sessions.</summary>
    public decimal? Conversion => Sessions == 0 ? null : (decimal)Orders / Sessions;
}

/// <summary>A day hour by hour, with its totals up to the time of day that is compared.</summary>
/// <param name="UpToNow">Totals from the day's start for as long as today has lasted.</param>
/// <param name="Hours">One entry for each hour since the day's start; a day that changes clocks has 23 or 25.</param>
public sealed record DayFigures(DayTotals UpToNow, IReadOnlyList<DayTotals> Hours)
{
    /// <summary>The running total of a figure after each hour, up to a number of hours.</summary>
    public IReadOnlyList<decimal> RunningTotal(Func<DayTotals, decimal> figure, int hours)
    {
        var total = 0m;
        return [.. Hours.Take(hours).Select(h => total += figure(h))];
    }
}
