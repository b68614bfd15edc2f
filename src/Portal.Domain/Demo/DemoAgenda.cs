using Portal.Domain.Demo.Sales;
using Portal.Domain.Demo.Visits;

namespace Portal.Domain.Demo;

/// <summary>What is going to happen in the demo store, in the order of time; at the same instant in the order of its planning.</summary>
internal sealed class DemoAgenda
{
    private readonly PriorityQueue<object, (long Ticks, long Number)> _due = new();
    private long _planned;

    /// <summary>When the next thing happens; null when nothing is planned.</summary>
    public DateTimeOffset? Next => _due.TryPeek(out _, out var first) ? new DateTimeOffset(first.Ticks, TimeSpan.Zero) : null;

    public void Add(object due, DateTimeOffset at) => _due.Enqueue(due, (at.UtcTicks, _planned++));

    public object Take() => _due.Dequeue();

    /// <summary>Plans what a store that goes on has to expect: its customers, its visitors and the refunds of its orders.</summary>
    public void Expect(ulong seed, DemoState state, DemoRandom random)
    {
        var at = state.At.AddTicks(-(state.At.Ticks % TimeSpan.TicksPerMillisecond));
        foreach (var known in state.Customers)
        {
            var customer = new DemoCustomer(seed, known.Number, DemoPlace.Named(known.City), known.CreatedAt) { Orders = known.Orders };
            if (customer.NextVisit(known.LastOrderAt) is { } next && (next > at ? next : customer.RetryVisit(at, random)) is { } due)
                Add(customer, due);
        }

        foreach (var known in state.Visitors)
        {
            var device = DemoDevice.All.FirstOrDefault(device => device.UserAgent == known.UserAgent) ?? DemoDevice.All[0];
            var visitor = new DemoVisitor(seed, known.AnonymousId, DemoPlace.Named(known.City), device) { Visits = known.Visits };
            if (visitor.NextVisit(known.LastAt) is { } next && next > at)
                Add(visitor, next);
        }

        foreach (var order in state.OpenOrders)
        {
            var refund = DemoTill.RefundOf(seed, order.Id, order.Number, order.CustomerId, order.PlacedAt, order.Total, order.Lines);
            if (refund is not null)
                Add(refund, refund.At > at ? refund.At : at.AddMinutes(1 + random.Next(30)));
        }
    }
}
