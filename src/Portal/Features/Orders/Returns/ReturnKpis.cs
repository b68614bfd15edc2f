using Portal.Components.Shared;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;

namespace Portal.Features.Orders.Returns;

/// <summary>The figures above the returns, from the sums of the ledger.</summary>
internal static class ReturnKpis
{
    public static IReadOnlyList<Kpi> Of(SalesFigures now, SalesFigures? before, long awaited, string currency)
    {
        Kpi Share(string label, string definition, Func<SalesFigures, decimal?> share)
        {
            var (current, was) = (share(now), before is null ? null : share(before));
            return Kpi.Share(label, definition, Metric.Refunds, current, was) with
            {
                Change = Change.Between(was, current, downIsBetter: true),
            };
        }

        return
        [
            Kpi.Count("Units returned", "Units for which money went back.", Metric.Refunds, now.RefundedUnits, before?.RefundedUnits,
                downIsBetter: true),
            Share("Rate of units", "Units returned for each unit sold in these days; by order date of those very units.",
                figures => figures.Units > 0 ? figures.RefundedUnits / figures.Units : null),
            Kpi.Money("Refunds", "What went back for goods, without shipping and tax on top; as on the sales overview.", Metric.Refunds,
                now.Refunds, before?.Refunds, currency, downIsBetter: true),
            Share("Rate of money", "Refunds for each unit of gross sales less discounts.",
                figures => figures.Gross - figures.Discounts > 0 ? figures.Refunds / (figures.Gross - figures.Discounts) : null),
            new("Awaited", "Returns whose goods are still to come, of any day.", Metric.Neutral, NumberFormat.Full(awaited)),
        ];
    }
}
