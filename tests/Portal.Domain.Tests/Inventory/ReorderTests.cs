using Portal.Domain.Inventory;
using Xunit;

namespace Portal.Domain.Tests.Inventory;

public sealed class ReorderTests
{
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.9, 1.281551566)]
    [InlineData(0.95, 1.644853627)]
    [InlineData(0.975, 1.959963985)]
    [InlineData(0.99, 2.326347874)]
    [InlineData(0.999, 3.090232306)]
    [InlineData(0.01, -2.326347874)]
    public void Quantile_KnownShares_AreThoseOfTheTables(double share, double z) => Assert.Equal(z, NormalQuantile.Of(share), 1e-8);

    [Fact]
    public void Demand_OfSevenDays_HasTheirMeanAndDeviation()
    {
        int[] sold = [2, 4, 4, 4, 5, 5, 4];

        var demand = Demand.Of(sold.Sum(), sold.Sum(units => units * units), sold.Length);

        Assert.Equal((4, 1), (demand.Mean, demand.Deviation));
    }

    [Fact]
    public void Demand_DaysWithoutStock_AreNotDaysWithoutDemand()
    {
        Assert.Equal(4, Demand.Of(40, 160, 10).Mean);
        Assert.Equal(default, Demand.Of(0, 0, 30));
        Assert.Equal(default, Demand.Of(5, 5, 0));
    }

    [Fact]
    public void Policy_DemandOfTenADay_OrdersAtLeadTimeDemandAndSafetyStock()
    {
        var policy = new ReorderPolicy(0.95, 28);
        var demand = new Demand(10, 4);

        // z 1.64485 · 4 · √9 = 19.74
        Assert.Equal(20, policy.SafetyStock(demand, 9));
        Assert.Equal(110, policy.ReorderPoint(demand, 9));
        Assert.Equal(95, policy.ReorderPoint(demand, 9, safetyStock: 5));
        Assert.Equal(0, policy.Quantity(demand, 111, 110));
        Assert.Equal(280, policy.Quantity(demand, 110, 110));
        Assert.Equal(370, policy.Quantity(demand, 20, 110));
    }

    [Fact]
    public void Policy_MoreService_NeverKeepsLess()
    {
        var demand = new Demand(3, 2.5);

        var kept = Enumerable.Range(50, 50).Select(percent => new ReorderPolicy(percent / 100.0, 28).SafetyStock(demand, 14)).ToList();

        Assert.Equal(kept.Order(), kept);
        Assert.Equal(0, kept[0]);
    }

    [Fact]
    public void Cover_OfSteadyDemand_IsOneDay()
    {
        var cover = StockCover.Of(30, new(3, 0))!.Value;

        Assert.Equal((10.0, 10.0, 10.0), (cover.Days, Math.Round(cover.Early, 9), Math.Round(cover.Late, 9)));
    }

    [Fact]
    public void Cover_OfChangingDemand_SpreadsAroundTheMean()
    {
        var cover = StockCover.Of(100, new(4, 3))!.Value;

        // 4t + 1.28155·3·√t = 100 at t = 20.67, 4t − 1.28155·3·√t = 100 at t = 30.24
        Assert.Equal(25, cover.Days);
        Assert.Equal(20.67, cover.Early, 0.05);
        Assert.Equal(30.26, cover.Late, 0.05);
        Assert.Equal(100, (4 * cover.Early) + (1.2815515655 * 3 * Math.Sqrt(cover.Early)), 1e-6);
        Assert.Null(StockCover.Of(100, default));
        Assert.Equal(0, StockCover.Of(0, new(4, 3))!.Value.Days);
    }
}
