using Portal.Components.Shared;
using Portal.Domain.Inventory;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Inventory;

namespace Portal.Features.Inventory;

/// <summary>The figures above the list of stock.</summary>
internal static class StockKpis
{
    public static IReadOnlyList<Kpi> Of(IReadOnlyList<StockRow> rows, string currency)
    {
        var units = rows.Sum(row => (decimal)Math.Max(0, row.Facts.OnHand));
        var pace = rows.Sum(row => row.Figures.Demand.Mean);
        return
        [
            Money("Stock value", "Units on hand at cost.", rows.Sum(row => row.Figures.Value ?? 0), currency),
            Kpi.Count("Units on hand", "At all locations.", Metric.Stock, units, null),
            new("Days of cover", "Units on hand divided by the units sold a day, all products together.", Metric.Stock,
                pace <= 0 ? NumberFormat.Dash : NumberFormat.Full(units / (decimal)pace)),
            new("Out or running low", "Products without stock, and those at or below their reorder point.", Metric.Stock,
                $"{NumberFormat.Full(rows.Count(row => row.Figures.State == StockState.Out))} / "
                    + $"{NumberFormat.Full(rows.Count(row => row.Figures.State == StockState.Low))}"),
            Money("Lost sales", $"An estimate for {StockQueries.Window} days: units a day times days without stock, at today's price.",
                rows.Sum(row => row.Figures.LostRevenue ?? 0), currency),
        ];
    }

    private static Kpi Money(string label, string definition, decimal amount, string currency) =>
        Kpi.Money(label, definition, Metric.Stock, Math.Round(amount), null, currency);
}
