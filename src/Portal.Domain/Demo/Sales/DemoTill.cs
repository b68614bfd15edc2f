using Portal.Domain.Demo.Goods;
using Portal.Domain.Demo.Visits;

namespace Portal.Domain.Demo.Sales;

/// <summary>The end of a visit that buys: signing up, paying, the order, and the refund that may follow it.</summary>
internal sealed class DemoTill(DemoPlan plan, DemoRandom random, DemoRecorder recorder, int nextOrder, int nextCustomer)
{
    private const decimal FreeShippingFrom = 400_000;

    private int _nextOrder = nextOrder;
    private int _nextCustomer = nextCustomer;

    /// <summary>Does the visit's next step at the till; false when the visit ends with it.</summary>
    public bool Step(DemoVisit visit, DemoDay day, DateTimeOffset at)
    {
        switch (visit.Next)
        {
            case DemoStep.Checkout:
                recorder.Page(visit, DemoPage.Checkout, at);
                recorder.Basket(visit, "checkout_started", DemoPage.Checkout, day, at.AddMilliseconds(60));
                visit.Next = DemoStep.Payment;
                return random.Chance(Math.Min(0.67 * Math.Sqrt(visit.Intent), 0.93));
            case DemoStep.Payment:
                SignIn(visit, at);
                recorder.Page(visit, DemoPage.Payment, at.AddMilliseconds(150));
                recorder.Basket(visit, "payment_info_entered", DemoPage.Payment, day, at.AddMilliseconds(210));
                visit.Next = DemoStep.Order;
                return random.Chance(Math.Min(0.79 * Math.Sqrt(visit.Intent), 0.95));
            default:
                Order(visit, day, at);
                return false;
        }
    }

    /// <summary>The refund of an order, or null for the many without one.</summary>
    public static DemoRefund? RefundOf(
        ulong seed, Guid orderId, string number, string customerId, DateTimeOffset placedAt, decimal total, IReadOnlyList<decimal> lines) =>
        DemoReturn.Of(seed, number, placedAt, lines.Count) is { } back
            ? new(orderId, number, customerId, back.RefundedAt, back.Line is { } line ? lines[line] : total, back.Line is null, back.Reason)
            : null;

    private void SignIn(DemoVisit visit, DateTimeOffset at)
    {
        if (visit.Customer is { } known)
        {
            recorder.Identify(visit, known, at);
            return;
        }

        var customer = new DemoCustomer(plan.Seed, _nextCustomer++, visit.Place, at)
        {
            AnonymousId = visit.AnonymousId,
            Device = visit.Device
        };
        visit.Customer = customer;
        visit.Visitor!.IsCustomer = true;
        recorder.SignUp(visit, customer, at);
    }

    private void Order(DemoVisit visit, DemoDay day, DateTimeOffset at)
    {
        visit.Cart.RemoveAll(l => !day.InStock[l.Product.Number]);
        if (visit.Cart.Count == 0)
        {
            return;
        }

        var customer = visit.Customer!;
        var coupon = day.Promotion ?? (customer.Orders == 0 ? DemoPromotion.Welcome : null);
        if (coupon is not null && !random.Chance(coupon.Use))
        {
            coupon = null;
        }

        var lines = visit.Cart.Select(l => Line(l.Product, l.Quantity, day.Prices[l.Product.Number], coupon)).ToList();
        var order = Place(customer, at, visit.Channel.Key, coupon, lines);
        visit.HasOrdered = true;
        recorder.Page(visit, DemoPage.Thanks, at);
        recorder.Order(visit, order);
    }

    /// <summary>Gives an order its number.</summary>
    public DemoOrder Place(
        DemoCustomer customer, DateTimeOffset at, string channel, DemoPromotion? coupon, IReadOnlyList<DemoOrderLine> lines)
    {
        var isFree = !customer.Place.IsAbroad && lines.Sum(l => l.Total) >= FreeShippingFrom;
        var id = DemoRandom.Identity(plan.Seed, random.NextBits(), 0x4F52);
        customer.Orders++;
        var number = "KK-" + _nextOrder++;
        return LastOrder = new(id, number, customer, at, channel, coupon, isFree ? 0 : customer.Place.Shipping, lines)
        {
            Fate = DemoFates.Of(plan.Seed, number),
        };
    }

    /// <summary>The order that the last step placed.</summary>
    public DemoOrder? LastOrder { get; private set; }

    private static DemoOrderLine Line(DemoProduct product, int quantity, decimal price, DemoPromotion? coupon) =>
        new(product, quantity, price, coupon?.DiscountOn(product, quantity * price) ?? 0);
}
