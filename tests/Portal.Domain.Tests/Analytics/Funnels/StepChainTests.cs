using Portal.Domain.Analytics.Funnels;
using Xunit;

namespace Portal.Domain.Tests.Analytics.Funnels;

public sealed class StepChainTests
{
    private static readonly int[] Different = [0, 1, 2];

    [Fact]
    public void Find_InOrderWithinTheWindow_TakesEveryStep() =>
        Assert.Equal([10, 20, 30], Find(Different, 20, (0, 10), (1, 20), (2, 30)));

    [Fact]
    public void Find_OneInstantBeyondTheWindow_StopsBeforeTheStep() =>
        Assert.Equal([10, 20], Find(Different, 19, (0, 10), (1, 20), (2, 30)));

    [Fact]
    public void Find_StepsInTheWrongOrder_TakesTheFirstOnly() =>
        Assert.Equal([20], Find(Different, 100, (1, 10), (0, 20)));

    [Fact]
    public void Find_WithoutTheFirstStep_IsNobody() => Assert.Empty(Find(Different, 100, (1, 10), (2, 20)));

    [Fact]
    public void Find_FirstStepAgain_CountsFromTheLatestThatReachesTheEnd() =>
        Assert.Equal([10, 12, 20], Find(Different, 10, (0, 1), (0, 10), (1, 12), (0, 15), (2, 20)));

    [Fact]
    public void Find_ALaterStartLosesTheMiddleStep_TheEarlierChainStillCounts() =>
        Assert.Equal([1, 2, 6], Find(Different, 5, (0, 1), (1, 2), (0, 4), (2, 6)));

    [Fact]
    public void Find_AllAtOneInstant_CountsDifferentEventsInTheStepsOrder() =>
        Assert.Equal([5, 5, 5], Find(Different, 10, (2, 5), (0, 5), (1, 5)));

    [Fact]
    public void Find_OneEventForTwoSteps_CountsItOnce() =>
        Assert.Equal([5], Find([0, 0], 10, (0, 5), (1, 5)));

    [Fact]
    public void Find_TheSameStepTwice_TakesTwoEvents() =>
        Assert.Equal([5, 6], Find([0, 0], 10, (0, 5), (1, 5), (0, 6), (1, 6)));

    [Fact]
    public void Find_TheSameEventBeforeAndAfterAnother_AtOneInstant_StopsBeforeTheThird() =>
        Assert.Equal([5, 5], Find([0, 1, 0], 10, (0, 5), (1, 5), (2, 5)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Find_RandomEvents_AgreesWithEveryChainTried(int seed)
    {
        var random = new Random(seed);
        for (var person = 0; person < 4000; person++)
        {
            int[] names = [.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => random.Next(3))];
            var window = random.Next(0, 12);
            (int, long)[] events = [.. Enumerable.Range(0, random.Next(0, 9))
                .Select(_ => (random.Next(names.Length), (long)random.Next(0, 10)))];

            var found = Find(names, window, events);

            Assert.Equal(ChainOracle.Find(names, window, Of(events)), found);
        }
    }

    private static StepEvent[] Of((int Step, long Instant)[] events) =>
        [.. events.Select(e => new StepEvent(7, e.Instant, e.Step)).Order()];

    private static long[] Find(int[] names, long window, params (int Step, long Instant)[] events)
    {
        var chain = new StepChain(names, window);
        var reached = chain.Find(Of(events));
        return [.. chain.Instants[..reached]];
    }
}
