using Portal.Domain.Orders;
using Xunit;

namespace Portal.Domain.Tests.Orders;

public sealed class ProductFiguresTests
{
    // Sold for 100, 10 off, 20 back; payments cost 3 and advertising 7.
    private static readonly ProductFigures Sold = new(Orders: 4, Units: 5, RefundedUnits: 1, Gross: 100, Discounts: 10, Refunds: 20,
        Fees: 3, Cost: 35, Ads: 7);

    [Fact]
    public void Margin_KnownCost_IsNetLessIt() =>
        Assert.Equal((70m, 35m, 0.5m, 25m), (Sold.Net, Sold.Margin, Sold.MarginShare, Sold.Contribution));

    [Fact]
    public void Margin_NoCostKnown_IsNotKnownEither()
    {
        var sold = Sold with { Cost = 0 };

        Assert.Equal((70m, null, null, null, null), (sold.Net, sold.Margin, sold.MarginShare, sold.Contribution, sold.ContributionShare));
    }

    [Fact]
    public void Margin_NothingSold_IsNothing() =>
        Assert.Equal((0m, 0m), (ProductFigures.None.Margin, ProductFigures.None.Contribution));

    [Fact]
    public void Add_OneWithoutCost_CountsWhatIsKnown() =>
        Assert.Equal(70m + 70 - 35, (Sold + Sold with { Cost = 0 }).Margin);
}
