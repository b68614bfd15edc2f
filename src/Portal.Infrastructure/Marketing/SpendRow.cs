namespace Portal.Infrastructure.Marketing;

/// <summary>What a channel or campaign cost and what is credited to it.</summary>
/// <param name="Value">The channel or campaign; empty where none is named.</param>
/// <param name="Orders">Orders under the model of attribution, in parts.</param>
/// <param name="Revenue">Their gross sales less discounts.</param>
/// <param name="NewCustomers">Customers whose first order of all came that way; in whole orders, whatever the model.</param>
public sealed record SpendRow(
    string Value, decimal Cost, long? Impressions, long? Clicks, decimal Orders, decimal Revenue, decimal NewCustomers)
{
    /// <summary>Revenue for each unit spent; null where nothing was.</summary>
    public decimal? Roas => Cost > 0 ? Revenue / Cost : null;

    /// <summary>Cost of each new customer; null without any.</summary>
    public decimal? Cac => Cost > 0 && NewCustomers > 0 ? Cost / NewCustomers : null;

    /// <summary>Cost of a click; null without any.</summary>
    public decimal? Cpc => Cost > 0 && Clicks > 0 ? Cost / Clicks : null;
}

/// <summary>What advertising cost over a range of days, and what came of it.</summary>
/// <param name="Revenue">Gross sales less discounts of all orders placed in the range, advertised or not; as the sales overview has them by
/// order date.</param>
/// <param name="NewCustomers">All customers whose first order lies in the range.</param>
/// <param name="Days">Cost and revenue of each day.</param>
public sealed record SpendReport(
    IReadOnlyList<SpendRow> Rows, decimal Cost, decimal Revenue, long NewCustomers, IReadOnlyList<SpendDay> Days)
{
    /// <summary>The marketing efficiency ratio: all revenue for each unit spent; null where nothing was.</summary>
    public decimal? Mer => Cost > 0 ? Revenue / Cost : null;

    /// <summary>Cost of each new customer, however they came.</summary>
    public decimal? BlendedCac => Cost > 0 && NewCustomers > 0 ? Cost / NewCustomers : null;
}

/// <summary>A day's cost and revenue.</summary>
public sealed record SpendDay(DateOnly Day, decimal Cost, decimal Revenue);
