using Portal.Domain.Demo;
using Portal.Domain.Demo.Goods;
using Portal.Domain.Demo.Sales;
using Portal.Domain.Orders;
using Xunit;

namespace Portal.Domain.Tests.Demo;

/// <summary>What does not go as planned in the standard store, as docs/decisions/0035 promises it.</summary>
public sealed class DemoExceptionsTests
{
    private static readonly DefaultHistory Store = DefaultHistory.Counted;

    [Fact]
    public void Standard_Orders_AFewAreDeclinedUnpaidOrCancelled()
    {
        var fates = Store.Orders.CountBy(o => o.Fate).ToDictionary();

        Assert.Equal(Enum.GetValues<DemoFate>().Length, fates.Count);
        var exceptions = fates[DemoFate.Declined] + fates[DemoFate.Unpaid] + fates[DemoFate.CalledOff];
        Assert.InRange(exceptions / (double)Store.Orders.Count, 0.02, 0.05);
        Assert.All(Store.Orders, order =>
        {
            var cancelledAt = DemoFates.CancelledAt(Store.Plan.Seed, order.Number, order.PlacedAt);
            Assert.Equal(order.Fate is DemoFate.Declined or DemoFate.CalledOff, cancelledAt is not null);
            Assert.True(order.Fate != DemoFate.CalledOff || cancelledAt < order.PlacedAt.AddHours(20), "It was sent already.");
        });
    }

    [Fact]
    public void Standard_PhoneAndChat_TakeAFewOrdersWithoutAVisit()
    {
        var called = Store.Orders.Where(o => Store.OrdersWithoutSession.Contains(o.Number)).ToList();

        Assert.InRange(called.Count / (double)Store.Orders.Count, 0.03, 0.08);
        Assert.Equal(["chat", "phone"], called.Select(o => o.Channel).Distinct().Order());
        Assert.All(called, order => Assert.NotEmpty(order.Lines));
    }

    [Fact]
    public void Standard_Returns_AreAFewOfAHundredAndMostGoodsAreForSaleAgain()
    {
        var returns = Store.Orders
            .Select(o => (Order: o, Return: DemoReturn.Of(Store.Plan.Seed, o.Number, o.PlacedAt, o.Lines.Count)))
            .Where(o => o.Return is not null)
            .Select(o => (o.Return, Units: o.Return!.Line is { } line ? o.Order.Lines[line].Quantity
                : o.Order.Lines.Sum(l => l.Quantity))).ToList();

        Assert.InRange(returns.Count / (double)Store.Orders.Count, 0.03, 0.08);
        Assert.InRange(returns.Where(r => r.Return!.IsRestocked).Sum(r => r.Units) / (double)returns.Sum(r => r.Units), 0.5, 0.8);
        Assert.All(returns, r => Assert.True(r.Return!.RequestedAt < r.Return.ReceivedAt && r.Return.ReceivedAt < r.Return.RefundedAt));
        Assert.Contains(returns, r => r.Return!.RequestedAt <= History.Now && r.Return.StateAt(History.Now) == ReturnState.Requested);
        Assert.Contains(returns, r => r.Return!.StateAt(History.Now) == ReturnState.Received);
    }

    [Fact]
    public void Standard_Searches_AFewFindNothing() => Assert.InRange(Store.EmptySearches / (double)Store.Searches, 0.05, 0.15);

    [Fact]
    public void Standard_Events_OneInAHundredArrivesHoursLater() => Assert.InRange(Store.Late / (double)Store.Events, 0.007, 0.013);

    [Fact]
    public void Standard_OneCampaign_BringsVisitsThatCostMoneyAndHardlyAnOrder()
    {
        var (from, until) = (DemoProfile.DayOf(Store.Plan.From), DemoProfile.DayOf(Store.Plan.Until));
        var spend = DemoAds.Spend(Store.Plan.Seed, Store.Plan.Opened, Store.Plan.Scale, from, until)
            .Where(day => day.Campaign == "kain premium").Sum(day => day.Cost);

        Assert.InRange(Store.FailingVisits, 1_000, 3_000);
        Assert.InRange(spend, 4_000_000, 12_000_000);
        Assert.True(Store.FailingRevenue < spend / 2, $"{Store.FailingRevenue} of {spend}");
    }

    [Fact]
    public void Standard_OldStock_WasSoldOnceAndIsHardlyAnyMore()
    {
        var lines = Store.Orders.SelectMany(o => o.Lines, (o, l) => (o.PlacedAt, l.Product, l.Quantity))
            .Where(l => l.Product.IsOldStock).ToLookup(l => l.Product);

        Assert.All(DemoCatalogue.Products.Where(p => p.IsOldStock), product =>
        {
            Assert.NotEmpty(lines[product]);
            Assert.InRange(lines[product].Where(l => l.PlacedAt > History.Now.AddDays(-180)).Sum(l => l.Quantity), 0, 5);
        });
    }
}
