using System.Text.Json;
using Portal.Domain.Demo;
using Xunit;

namespace Portal.Domain.Tests.Demo;

public sealed class DemoMoneyTests
{
    [Fact]
    public void Orders_EachHasOneEventWithItsMoneyAndProducts()
    {
        var events = History.Small.Events.Where(e => e.Name == "order_completed").ToDictionary(e => e.OrderId!);

        Assert.Equal(History.Small.Orders.Count, events.Count);
        Assert.All(History.Small.Orders, order =>
        {
            var told = events[order.Number];
            Assert.Equal(order.Total, told.Revenue);
            Assert.Equal(order.PlacedAt, told.OccurredAt);
            Assert.Equal(order.Customer.ExternalId, told.UserId);
            using var properties = JsonDocument.Parse(told.Properties!);
            Assert.Equal(order.Number, properties.RootElement.GetProperty("order_id").GetString());
            Assert.Equal(order.Total, properties.RootElement.GetProperty("total").GetDecimal());
            Assert.Equal(
                order.Lines.Select(l => (l.Product.Sku, l.Quantity, l.UnitPrice)),
                properties.RootElement.GetProperty("products").EnumerateArray()
                    .Select(p => (p.GetProperty("sku").GetString()!, p.GetProperty("quantity").GetInt32(),
                    p.GetProperty("price").GetDecimal())));
        });
    }

    [Fact]
    public void Orders_TotalsFollowFromLines()
    {
        Assert.All(History.Small.Orders, order =>
        {
            Assert.Equal(order.Lines.Sum(l => l.Quantity * l.UnitPrice), order.Subtotal);
            Assert.Equal(order.Lines.Sum(l => l.Discount), order.Discount);
            Assert.Equal(order.Lines.Sum(l => l.Total) + order.Shipping, order.Total);
            Assert.Equal(Math.Round((order.Subtotal - order.Discount) * 11 / 111, MidpointRounding.AwayFromZero), order.Tax);
            Assert.Equal(order.Discount > 0, order.Coupon is not null);
            Assert.Equal(order.Total, Math.Truncate(order.Total));
        });
    }

    [Fact]
    public void Orders_NumbersRunOnInTheOrderOfTime()
    {
        var orders = History.Small.Orders;

        Assert.Equal(Enumerable.Range(DemoState.FirstOrder, orders.Count).Select(n => "KK-" + n), orders.Select(o => o.Number));
        Assert.Equal(orders.Select(o => o.PlacedAt).Order(), orders.Select(o => o.PlacedAt));
    }

    [Fact]
    public void Refunds_BelongToAnEarlierOrderOnceAndNeverExceedIt()
    {
        var orders = History.Recent.Orders.ToDictionary(o => o.Id);
        var refunds = History.Recent.Refunds;
        var events = History.Recent.Events.Where(e => e.Name == "order_refunded").ToList();

        Assert.InRange(refunds.Count / (double)orders.Count, 0.01, 0.04);
        Assert.Equal(refunds.Count, refunds.Select(r => r.OrderId).Distinct().Count());
        Assert.Equal(refunds.Select(r => (r.OrderNumber, (decimal?)r.Amount, r.At)),
            events.Select(e => (e.OrderId!, e.Revenue, e.OccurredAt)));
        Assert.All(refunds, refund =>
        {
            var order = orders[refund.OrderId];
            Assert.Equal(order.Number, refund.OrderNumber);
            Assert.True(refund.At > order.PlacedAt.AddDays(1));
            Assert.True(refund.IsFull ? refund.Amount == order.Total : refund.Amount > 0 && refund.Amount < order.Total);
        });
    }

    [Fact]
    public void Customers_AreThoseWhoSignedUpAndEveryUserIsOne()
    {
        var known = History.Small.Customers.Select(c => c.ExternalId).ToHashSet();

        var opened = DemoPlan.For(DemoProfile.Seed, DemoSize.Small, History.Now).From;

        Assert.Equal(History.Small.Customers.Count(c => c.CreatedAt > opened), History.Small.Events.Count(e => e.Name == "signed_up"));
        Assert.Equal(known.Count, History.Small.Customers.Count);
        Assert.All(History.Small.Events.Where(e => e.UserId is not null), e => Assert.Contains(e.UserId!, known));
        Assert.Equal(known.Count, History.Small.Customers.Select(c => c.Email).Distinct().Count());
    }
}
