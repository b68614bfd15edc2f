using Portal.Domain.Inventory;
using Xunit;

namespace Portal.Domain.Tests.Inventory;

public sealed class StockFiguresTests
{
    // 2 a day on 80 days with stock, 10 days without.
    private static readonly StockFacts Facts = new(50, 0, 160, 360, 2400, 90, 10, 1, 20, 12, 10, null, null);

    [Fact]
    public void Figures_OfTwoADay_AreThoseWorkedOutByHand()
    {
        var figures = StockFigures.Of(Facts, ReorderPolicy.Default);

        // deviation √((360 − 160·2) / 79) = 0.7116; safety 1.64485 · 0.7116 · √10 = 3.70
        Assert.Equal((2, 0.7116), (figures.Demand.Mean, Math.Round(figures.Demand.Deviation, 4)));
        Assert.Equal((4, 24, 0), (figures.SafetyStock, figures.ReorderPoint, figures.Suggested));
        Assert.Equal((600m, 20.0, 400m), (figures.Value!.Value, figures.LostUnits, figures.LostRevenue!.Value));
        Assert.Equal((25.0, 160.0 / 210, StockState.Good), (figures.Cover!.Value.Days, figures.SellThrough!.Value, figures.State));
    }

    [Theory]
    [InlineData(0, 1, StockState.Out)]
    [InlineData(24, 1, StockState.Low)]
    [InlineData(25, 1, StockState.Good)]
    [InlineData(361, 1, StockState.Over)]
    [InlineData(25, 91, StockState.Dead)]
    [InlineData(25, null, StockState.Dead)]
    public void State_OfALevel_SaysWhatItAsksFor(int onHand, int? daysSinceSale, StockState state) =>
        Assert.Equal(state, StockFigures.Of(Facts with { OnHand = onHand, DaysSinceSale = daysSinceSale }, ReorderPolicy.Default).State);

    [Fact]
    public void Figures_WithTheStoresOwnPoint_FollowIt()
    {
        var figures = StockFigures.Of(Facts with { ReorderPoint = 60, OnOrder = 5 }, ReorderPolicy.Default);

        Assert.Equal((60, 61, StockState.Low), (figures.ReorderPoint, figures.Suggested, figures.State));
    }

    [Fact]
    public void Abc_OfRevenues_SharesThemEightyFifteenFive()
    {
        Assert.Equal("AABCC", string.Concat(StockClass.Abc([500, 300, 150, 50, 0])));
        Assert.Equal("CAC", string.Concat(StockClass.Abc([0, 10, 0])));
        Assert.Empty(StockClass.Abc([]));
    }

    [Theory]
    [InlineData(new[] { 10, 10, 10, 10 }, 'X')]
    [InlineData(new[] { 10, 2, 14, 6 }, 'Y')]
    [InlineData(new[] { 30, 0, 0, 2 }, 'Z')]
    [InlineData(new[] { 0, 0, 0, 0 }, 'Z')]
    public void Xyz_OfWeeks_IsByTheirVariation(int[] weeks, char expected) =>
        Assert.Equal(expected, StockClass.Xyz(weeks.Sum(), weeks.Sum(units => (double)units * units), weeks.Length));
}
