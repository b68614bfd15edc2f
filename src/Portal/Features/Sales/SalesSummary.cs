using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;

namespace Portal.Features.Sales;

/// <summary>What some days sold, in the store's currency.</summary>
/// <param name="Gross">Prices times quantities of what was sold, before discounts.</param>
/// <param name="Refunds">What went back for goods.</param>
/// <param name="Net">Gross less discounts and refunds.</param>
/// <param name="Tax">Tax charged less tax given back.</param>
/// <param name="Shipping">Shipping charged less shipping given back.</param>
/// <param name="Orders">Orders placed that were not called off.</param>
/// <param name="Units">Units sold.</param>
/// <param name="AverageOrderValue">Gross less discounts for each order; null without an order.</param>
/// <param name="Customers">Different customers with an order placed on one of the days.</param>
internal sealed record SalesSummary(
    DateOnly From, DateOnly To, string Basis, string Currency, string TimeZone, decimal Gross, decimal Discounts, decimal Refunds,
    decimal Net, decimal Tax, decimal Shipping, long Orders, decimal Units, decimal? AverageOrderValue, long Customers)
{
    // Amounts are told to the cent; an average to a tenth of it.
    private const int Decimals = 2;

    public static SalesSummary Of(DayRange range, AccountingBasis basis, CurrentStore store, SalesFigures figures, long customers) => new(
        range.From, range.To, OrderNames.Of(basis), store.Currency, store.TimeZone, Rounded(figures.Gross), Rounded(figures.Discounts),
        Rounded(figures.Refunds),
        Rounded(figures.Net), Rounded(figures.Tax), Rounded(figures.Shipping), figures.Orders, Rounded(figures.Units),
        figures.AverageOrderValue is { } average ? Rounded(average, Decimals + 1) : null, customers);

    // Divided by one in many decimals, a number loses the zeros at its end.
    private static decimal Rounded(decimal amount, int decimals = Decimals) =>
        Math.Round(amount, decimals, MidpointRounding.AwayFromZero) / 1.000000000000000000000000000000000m;
}
