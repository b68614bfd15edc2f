using Portal.Domain.Analytics.Attribution;
using Xunit;

namespace Portal.Domain.Tests.Analytics.Attribution;

public sealed class AttributionWeightsTests
{
    private static readonly DateTime Ordered = new(2026, 11, 19, 12, 0, 0, DateTimeKind.Utc);

    // Paid search 14 days before, e-mail 7 days before, direct on the day of the order.
    private static readonly AttributionTouch[] ThreeVisits = [Way(14), Way(7), Direct(0)];

    [Theory]
    [InlineData(AttributionModel.First, 1, 0, 0)]
    [InlineData(AttributionModel.Last, 0, 0, 1)]
    [InlineData(AttributionModel.LastNonDirect, 0, 1, 0)]
    [InlineData(AttributionModel.Linear, 1, 1, 0)]
    [InlineData(AttributionModel.TimeDecay, 0.25, 0.5, 0)]
    [InlineData(AttributionModel.Position, 1, 1, 0)]
    public void Of_DirectVisitLast_CountsForTheLastVisitAlone(AttributionModel model, double first, double second, double third) =>
        Assert.Equal([first, second, third], AttributionWeights.Of(model, ThreeVisits, Ordered));

    [Fact]
    public void Of_PositionOverFourVisits_IsFortyTenTenForty()
    {
        var weights = AttributionWeights.Of(AttributionModel.Position, [Way(20), Way(15), Way(10), Way(1)], Ordered);

        Assert.Equal([0.4, 0.1, 0.1, 0.4], weights.Select(weight => Math.Round(weight, 12)));
    }

    [Fact]
    public void Of_PositionOverThreeVisits_IsFortyTwentyForty()
    {
        var weights = AttributionWeights.Of(AttributionModel.Position, [Way(20), Way(15), Way(10)], Ordered);

        Assert.Equal([0.4, 0.2, 0.4], weights.Select(weight => Math.Round(weight, 12)));
    }

    [Fact]
    public void Of_TimeDecayAtTheOrder_IsWhole() =>
        Assert.Equal([1.0], AttributionWeights.Of(AttributionModel.TimeDecay, [Way(0)], Ordered));

    [Theory]
    [InlineData(AttributionModel.First, 1, 0)]
    [InlineData(AttributionModel.LastNonDirect, 0, 1)]
    [InlineData(AttributionModel.Linear, 1, 1)]
    public void Of_NothingButDirectVisits_CountsThem(AttributionModel model, double first, double second) =>
        Assert.Equal([first, second], AttributionWeights.Of(model, [Direct(3), Direct(1)], Ordered));

    private static AttributionTouch Way(double daysBefore) => new(Ordered.AddDays(-daysBefore), IsDirect: false);

    private static AttributionTouch Direct(double daysBefore) => new(Ordered.AddDays(-daysBefore), IsDirect: true);
}
