using Portal.Components.Shared;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Orders.Payments;

namespace Portal.Features.Sales;

/// <summary>What moved in some days.</summary>
internal sealed record MoneyMoved(IReadOnlyList<PaymentSum> Sums, decimal Refunds)
{
    public decimal Captured => Sums.Where(sum => sum.Came).Sum(sum => sum.Amount);

    public decimal Fees => Sums.Where(sum => sum.Came).Sum(sum => sum.Fees);

    public decimal Declined => Sums.Where(sum => sum.State is PaymentState.Declined or PaymentState.Voided).Sum(sum => sum.Amount);
}

/// <summary>The figures above the payments.</summary>
internal static class PaymentTile
{
    /// <param name="outstanding">What placed orders still wait for.</param>
    public static IReadOnlyList<SalesTile> Of(
        MoneyMoved now, MoneyMoved? before, (long Orders, decimal Amount) outstanding, string currency)
    {
        SalesTile Money(string label, string definition, Metric metric, Func<MoneyMoved, decimal> figure, bool downIsBetter = false)
        {
            var text = MoneyFormat.Parts(figure(now), currency);
            return new(
                label, definition, metric, text.Number + text.Suffix, text.Prefix, text.Full,
                before is null ? null : Change.Between(figure(before), figure(now), downIsBetter),
                before is null ? null : MoneyFormat.Parts(figure(before), currency).Number, []);
        }

        var open = MoneyFormat.Parts(outstanding.Amount, currency);
        return
        [
            Money("Captured", "Payments that came in these days, before fees and refunds.", Metric.Revenue, moved => moved.Captured),
            Money("Refunds", "Everything that went back in these days, with shipping and tax, whatever became of its order.",
                Metric.Refunds, moved => moved.Refunds, downIsBetter: true),
            Money("Fees", "What the payments cost.", Metric.Neutral, moved => moved.Fees, downIsBetter: true),
            Money("Kept", "Captured less refunds and fees.", Metric.Revenue, moved => moved.Captured - moved.Refunds - moved.Fees),
            Money("Declined", "Payments that were tried and did not come.", Metric.Neutral, moved => moved.Declined, downIsBetter: true),
            new(
                "Outstanding",
                $"What {NumberFormat.Count(outstanding.Orders, "placed order waits", "placed orders wait")} for, of any day.",
                Metric.Neutral, open.Number + open.Suffix, open.Prefix, open.Full,
                null, null, []),
        ];
    }
}
