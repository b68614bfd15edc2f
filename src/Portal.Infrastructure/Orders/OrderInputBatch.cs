using Portal.Domain.Orders;

namespace Portal.Infrastructure.Orders;

/// <summary>What a source states at once. An order or refund that comes twice is taken in as often, in its order.</summary>
public sealed record OrderInputBatch(IReadOnlyList<OrderInput> Orders)
{
    public IReadOnlyList<RefundInput> Refunds { get; init; } = [];

    public IReadOnlyList<PaymentInput> Payments { get; init; } = [];

    public IReadOnlyList<ShipmentInput> Shipments { get; init; } = [];

    // The staging tables hold an id once, so repeated ids go one after another.
    internal IEnumerable<OrderInputBatch> Rounds()
    {
        var orders = Split(Orders, order => order.ExternalId);
        var refunds = Split(Refunds, refund => refund.ExternalId);
        var rounds = Math.Max(1, Math.Max(orders.Count, refunds.Count));
        for (var round = 0; round < rounds; round++)
        {
            var isLast = round == rounds - 1;
            yield return new(orders.ElementAtOrDefault(round) ?? [])
            {
                Refunds = refunds.ElementAtOrDefault(round) ?? [],
                Payments = isLast ? [.. Payments.GroupBy(payment => payment.ExternalId).Select(same => same.Last())] : [],
                Shipments = isLast ? [.. Shipments.GroupBy(shipment => shipment.ExternalId).Select(same => same.Last())] : [],
            };
        }
    }

    private static List<List<T>> Split<T>(IReadOnlyList<T> items, Func<T, string> id)
    {
        var seen = new Dictionary<string, int>();
        var rounds = new List<List<T>>();
        foreach (var item in items)
        {
            var round = seen.GetValueOrDefault(id(item));
            seen[id(item)] = round + 1;
            if (round == rounds.Count)
                rounds.Add([]);
            rounds[round].Add(item);
        }

        return rounds;
    }
}
