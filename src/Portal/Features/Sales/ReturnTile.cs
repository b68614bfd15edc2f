using Portal.Components.Shared;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;

namespace Portal.Features.Sales;

/// <summary>The figures above the returns, from the sums of the ledger.</summary>
internal static class ReturnTile
{
    public static IReadOnlyList<SalesTile> Of(SalesFigures now, SalesFigures? before, long awaited, string currency)
    {
        SalesTile Share(string label, string definition, Func<SalesFigures, decimal?> share)
        {
            var was = before is null ? null : share(before);
            return new(
                label, definition, Metric.Refunds, NumberFormat.Percent(share(now)), null, null,
                was is null ? null : Change.Between(was, share(now), true), was is null ? null : NumberFormat.Percent(was), []);
        }

        var money = MoneyFormat.Parts(now.Refunds, currency);
        return
        [
            new(
                "Units returned", "Units for which money went back.", Metric.Refunds, NumberFormat.Brief(now.RefundedUnits), null,
                NumberFormat.Full(now.RefundedUnits),
                before is null ? null : Change.Between(before.RefundedUnits, now.RefundedUnits, true),
                before is null ? null : NumberFormat.Brief(before.RefundedUnits), []),
            Share("Rate of units", "Units returned for each unit sold in these days; by order date of those very units.",
                figures => figures.Units > 0 ? figures.RefundedUnits / figures.Units : null),
            new(
                "Refunds", "What went back for goods, without shipping and tax on top; as on the sales overview.", Metric.Refunds,
                money.Number + money.Suffix, money.Prefix, money.Full,
                before is null ? null : Change.Between(before.Refunds, now.Refunds, true),
                before is null ? null : MoneyFormat.Parts(before.Refunds, currency).Number, []),
            Share("Rate of money", "Refunds for each unit of gross sales less discounts.",
                figures => figures.Gross - figures.Discounts > 0 ? figures.Refunds / (figures.Gross - figures.Discounts) : null),
            new("Awaited", "Returns whose goods are still to come, of any day.", Metric.Neutral, NumberFormat.Full(awaited), null, null,
                null, null, []),
        ];
    }
}
