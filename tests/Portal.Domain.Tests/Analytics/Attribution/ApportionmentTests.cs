using Portal.Domain.Analytics.Attribution;
using Xunit;

namespace Portal.Domain.Tests.Analytics.Attribution;

public sealed class ApportionmentTests
{
    [Fact]
    public void Split_TenOverThreeEqualWeights_GivesTheCentThatIsLeftToTheFirst() =>
        Assert.Equal([3.34m, 3.33m, 3.33m], Apportionment.Split(10, [1, 1, 1], 2));

    [Fact]
    public void Split_UnequalWeights_GivesWhatIsLeftToTheLargestRemainder() =>
        // 1.00 over 1 : 2 : 4 is 14.28…, 28.57…, 57.14… cents.
        Assert.Equal([0.14m, 0.29m, 0.57m], Apportionment.Split(1, [1, 2, 4], 2));

    [Fact]
    public void Split_WeightOfNothing_GetsNothing() => Assert.Equal([0m, 19.99m, 0m], Apportionment.Split(19.99m, [0, 0.3, 0], 4));

    [Fact]
    public void Split_NegativeAmount_SplitsItsSize() => Assert.Equal([-3.34m, -3.33m, -3.33m], Apportionment.Split(-10, [1, 1, 1], 2));

    [Fact]
    public void Split_RandomAmountsAndWeights_AddsUpExactly()
    {
        var random = new Random(20261119);
        for (var round = 0; round < 5_000; round++)
        {
            var amount = Math.Round((decimal)(random.NextDouble() * Math.Pow(10, random.Next(0, 12))), 4);
            var weights = Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.NextDouble() * Math.Pow(2, -random.Next(0, 13)))
                .Append(1).ToArray();

            var parts = Apportionment.Split(amount, weights, 4);

            Assert.Equal(amount, parts.Sum());
            Assert.All(parts, part => Assert.True(part >= 0));
            Assert.All(parts.Zip(weights), pair => Assert.InRange(pair.First, amount * (decimal)(pair.Second / weights.Sum()) - 0.0002m,
                amount * (decimal)(pair.Second / weights.Sum()) + 0.0002m));
        }
    }
}
