using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Orders.Reconciling;

namespace Portal.Features.Orders;

/// <summary>The reconciliation as files have it.</summary>
internal static class ReconciliationReports
{
    public static IReadOnlyList<DataColumn<ReconciledDay>> Days(string currency)
    {
        var symbol = MoneyFormat.Symbol(currency);
        return
        [
            new("day", "Day", _ => "") { Export = row => row.Day },
            new("orders", "Orders", _ => "") { Export = row => row.Orders },
            new("theirs", $"The shop, {symbol}", _ => "") { Export = row => row.Theirs },
            new("ours", $"Ours, {symbol}", _ => "") { Export = row => row.Ours },
            new("difference", $"Difference, {symbol}", _ => "") { Export = row => row.Theirs - row.Ours },
            new("differing", "Orders that differ", _ => "") { Export = row => row.Differing + row.Unheard },
        ];
    }

    public static IReadOnlyList<DataColumn<DifferingOrder>> Orders(CurrentStore store)
    {
        var (symbol, clock) = (MoneyFormat.Symbol(store.Currency), StoreClock.For(store.TimeZone));
        return
        [
            new("number", "Order", row => row.Number),
            new("placed", "Placed", _ => "") { Export = row => clock.Local(row.PlacedAt) },
            new("theirs", $"The shop, {symbol}", _ => "") { Export = row => row.Theirs },
            new("ours", $"Ours, {symbol}", _ => "") { Export = row => row.Ours },
            new("why", "Why", row => Why(row.Reason)),
        ];
    }

    /// <summary>A reason as people read it.</summary>
    public static string Why(string reason) => reason switch
    {
        "tax" => "By its tax: one side counts it in the price, the other on top",
        "shipping" => "By its shipping, which one side leaves out",
        "no_lines" => "The shop’s total and its own parts do not add up",
        "browser_only" => "Only the tracker told of it; the shop has not",
        _ => "Its lines do not come to the total that the shop states",
    };
}
