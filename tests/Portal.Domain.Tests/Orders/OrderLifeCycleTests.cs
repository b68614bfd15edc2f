using Portal.Domain.Orders;
using Xunit;

namespace Portal.Domain.Tests.Orders;

public sealed class OrderLifeCycleTests
{
    [Theory]
    [InlineData(OrderStatus.Pending, OrderStatus.Paid, true)]
    [InlineData(OrderStatus.Paid, OrderStatus.Fulfilled, true)]
    [InlineData(OrderStatus.Fulfilled, OrderStatus.Delivered, true)]
    [InlineData(OrderStatus.Delivered, OrderStatus.Returned, true)]
    [InlineData(OrderStatus.Returned, OrderStatus.Refunded, true)]
    [InlineData(OrderStatus.Paid, OrderStatus.Paid, true)]
    [InlineData(OrderStatus.Fulfilled, OrderStatus.Cancelled, false)]
    [InlineData(OrderStatus.Cancelled, OrderStatus.Paid, false)]
    [InlineData(OrderStatus.Delivered, OrderStatus.Fulfilled, false)]
    public void Allows_Step_FollowsTheLifeCycle(OrderStatus from, OrderStatus to, bool isAllowed) =>
        Assert.Equal(isAllowed, OrderLifeCycle.Allows(from, to));

    [Fact]
    public void EndsInRefund_WhatMayFollowARefundOrDoesNotCount_Stands() => Assert.Equal(
        [OrderStatus.Paid, OrderStatus.PartiallyFulfilled, OrderStatus.Fulfilled, OrderStatus.Delivered],
        Enum.GetValues<OrderStatus>().Where(OrderLifeCycle.EndsInRefund));

    [Fact]
    public void Names_EveryStatus_ReadsBackAsItself() =>
        Assert.All(Enum.GetValues<OrderStatus>(), status => Assert.Equal(status,
            OrderNames.Find<OrderStatus>(OrderNames.Of(status).ToUpperInvariant().Replace('_', ' '))));

    [Fact]
    public void Figures_NetAndAverage_AreWhatIsLeft()
    {
        var figures = new SalesFigures(100, 10, 20, 5, 4, 1, 30, 3, 7, 1);

        Assert.Equal((70m, 30m, 39m), (figures.Net, figures.AverageOrderValue, figures.Margin));
        Assert.Null(SalesFigures.None.AverageOrderValue);
    }
}
