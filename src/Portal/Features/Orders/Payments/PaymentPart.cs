using Portal.Infrastructure.Orders.Payments;

namespace Portal.Features.Orders.Payments;

/// <summary>The payments of one method or state.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="Amount">In the store's currency, as are the fees.</param>
internal sealed record PaymentPart(string Name, long Payments, decimal Amount, decimal Fees)
{
    /// <summary>Money that came by method, the most first.</summary>
    public static IReadOnlyList<PaymentPart> Methods(IEnumerable<PaymentSum> sums) =>
        [.. sums.Where(sum => sum.Came).GroupBy(sum => sum.Method)
            .Select(method => Of(method.Key.Length == 0 ? "Not known" : method.Key, method)).OrderByDescending(method => method.Amount)];

    /// <summary>Payments and the tries of one by state, the most frequent first.</summary>
    public static IReadOnlyList<PaymentPart> States(IEnumerable<PaymentSum> sums) =>
        [.. sums.GroupBy(sum => sum.State).Select(state => Of(OrderFormatter.Payment(state.Key), state))
            .OrderByDescending(state => state.Payments)];

    private static PaymentPart Of(string name, IEnumerable<PaymentSum> sums) => sums.Aggregate(
        new PaymentPart(name, 0, 0, 0), (part, sum) =>
            part with { Payments = part.Payments + sum.Payments, Amount = part.Amount + sum.Amount, Fees = part.Fees + sum.Fees });
}
