using Portal.Components.Shared;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Orders.Payments;

namespace Portal.Features.Orders.Payments;

/// <summary>What moved in some days.</summary>
internal sealed record MoneyMoved(IReadOnlyList<PaymentSum> Sums, decimal Refunds)
{
    public decimal Captured => Sums.Where(sum => sum.Came).Sum(sum => sum.Amount);

    public decimal Fees => Sums.Where(sum => sum.Came).Sum(sum => sum.Fees);

    public decimal Declined => Sums.Where(sum => sum.State is PaymentState.Declined or PaymentState.Voided).Sum(sum => sum.Amount);
}

/// <summary>The figures above the payments.</summary>
internal static class PaymentKpis
{
    /// <param name="outstanding">What placed orders still wait for.</param>
    public static IReadOnlyList<Kpi> Of(
        MoneyMoved now, MoneyMoved? before, (long Orders, decimal Amount) outstanding, string currency)
    {
        Kpi Money(string label, string definition, Metric metric, Func<MoneyMoved, decimal> figure, bool downIsBetter = false) =>
            Kpi.Money(label, definition, metric, figure(now), before is null ? null : figure(before), currency, downIsBetter);

        return
        [
            Money("Captured", "Payments that came in these days, before fees and refunds.", Metric.Revenue, moved => moved.Captured),
            Money("Refunds", "Everything that went back in these days, with shipping and tax, whatever became of its order.",
                Metric.Refunds, moved => moved.Refunds, downIsBetter: true),
            Money("Fees", "What the payments cost.", Metric.Neutral, moved => moved.Fees, downIsBetter: true),
            Money("Kept", "Captured less refunds and fees.", Metric.Revenue, moved => moved.Captured - moved.Refunds - moved.Fees),
            Money("Declined", "Payments that were tried and did not come.", Metric.Neutral, moved => moved.Declined, downIsBetter: true),
            Kpi.Money(
                "Outstanding",
                $"What {NumberFormat.Count(outstanding.Orders, "placed order waits", "placed orders wait")} for, of any day.",
                Metric.Neutral, outstanding.Amount, null, currency),
        ];
    }
}
