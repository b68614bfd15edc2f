using Portal.Domain.Demo.Sales;
using Portal.Domain.Orders;

namespace Portal.Infrastructure.Demo;

/// <summary>The payments of the demo's orders, the tries that failed among them.</summary>
internal static class DemoPayments
{
    private static readonly string[] Methods = ["GoPay via Midtrans", "Bank transfer", "Card", "OVO", "ShopeePay"];

    /// <summary>What is known of the payments of an order.</summary>
    public static IEnumerable<PaymentInput> Of(
        DemoFate fate, Guid orderId, string number, DateTimeOffset placedAt, decimal total, bool isCancelled = false)
    {
        var method = Methods[orderId.ToByteArray()[15] % Methods.Length];
        var reference = $"mt_{orderId:N}"[..11];
        if (fate is DemoFate.Declined or DemoFate.PaidAgain)
            yield return new("try-" + number, number, "Card", PaymentState.Declined, total, placedAt.AddSeconds(-95), 0, reference + "a");
        if (fate is DemoFate.Declined or DemoFate.Unpaid)
            yield break;

        // What a payment costs here: a fiftieth, in whole rupiah.
        var fee = Math.Round(total / 50, MidpointRounding.AwayFromZero);
        yield return isCancelled
            ? new("pay-" + number, number, method, PaymentState.Voided, total, placedAt, 0, reference)
            : new("pay-" + number, number, method, PaymentState.Captured, total, placedAt, fee, reference);
    }
}
