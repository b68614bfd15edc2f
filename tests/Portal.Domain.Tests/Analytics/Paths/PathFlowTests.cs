using Portal.Domain.Analytics.Paths;
using Xunit;

namespace Portal.Domain.Tests.Analytics.Paths;

public sealed class PathFlowTests
{
    private const long A = 1, B = 2, C = 3;

    [Fact]
    public void Count_FromTheBeginning_FollowsEachSessionToItsEnd()
    {
        var flow = Flow(null, PathDirection.After, [A, B, C], [A, B], [B]);

        Assert.Equal(3, flow.Sessions);
        Assert.Equal([Node(A, 2), Node(B, 1)], flow.Levels[1]);
        Assert.Equal([Node(B, 2), End(1)], flow.Levels[2]);
        Assert.Equal([Node(C, 1), End(1)], flow.Levels[3]);
        Assert.Equal([End(1)], flow.Levels[4]);
        Assert.Equal([new(1, 0, 0, 2), new(1, 0, 1, 1), new(2, 0, 0, 2), new(2, 1, 1, 1), new(3, 0, 0, 1), new(3, 0, 1, 1),
            new(4, 0, 0, 1)], flow.Links);
    }

    [Fact]
    public void Count_AfterANode_BeginsAtItsFirstTimeInTheSession()
    {
        var flow = Flow(B, PathDirection.After, [A, B, C, B, A], [C]);

        Assert.Equal(1, flow.Sessions);
        Assert.Equal([C, B, A], flow.Levels.Skip(1).Take(3).Select(level => level[0].Node!.Value));
    }

    [Fact]
    public void Count_BeforeANode_GoesBackFromItsLastTime()
    {
        var flow = Flow(B, PathDirection.Before, [A, B, C, B]);

        Assert.Equal([C, B, A], flow.Levels.Skip(1).Take(3).Select(level => level[0].Node!.Value));
        Assert.Equal([End(1)], flow.Levels[4]);
    }

    [Fact]
    public void Count_TheSameNodeInARow_IsOneStep()
    {
        var flow = Flow(null, PathDirection.After, [A, A, B, B, A]);

        Assert.Equal([A, B, A], flow.Levels.Skip(1).Take(3).Select(level => level[0].Node!.Value));
    }

    [Fact]
    public void Count_LongSessions_AreFollowedForFiveLevels()
    {
        var flow = Flow(null, PathDirection.After, [A, B, A, B, A, B, A]);

        Assert.Equal(1 + PathCounter.Levels, flow.Levels.Count);
    }

    [Fact]
    public void Count_OutsideOfSessions_IsLeftOut()
    {
        var days = new PathDays([0], 100, null, PathDirection.After);
        days.Add([TrailEvent.Visit(1, 5, A), TrailEvent.Start(1, 10), TrailEvent.Visit(1, 10, B), TrailEvent.End(1, 10),
            TrailEvent.Visit(1, 11, C)]);

        Assert.Equal([Node(B, 1)], PathFlow.Of(days.Days[0], null).Levels[1]);
    }

    [Fact]
    public void Count_SessionsOfSeveralDays_EachCountsOnTheDayItBegan()
    {
        var days = new PathDays([100, 200], 300, null, PathDirection.After);
        foreach (var (at, node) in new[] { (99L, A), (100L, A), (199L, B), (200L, C), (299L, C), (300L, A) })
        {
            days.Add([TrailEvent.Start(at, at), TrailEvent.Visit(at, at, node), TrailEvent.Visit(at, at + 50, C),
                TrailEvent.End(at, at + 50)]);
        }

        Assert.Equal([2, 2], days.Days.Select(day => day.Sessions));
        Assert.Equal([Node(A, 1), Node(B, 1)], PathFlow.Of(days.Days[0], null).Levels[1]);
        Assert.Equal([Node(C, 2)], PathFlow.Of(days.Days[1], null).Levels[1]);
    }

    [Fact]
    public void Order_OfOneInstant_PutsTheSessionsEndsAroundWhatItHolds()
    {
        TrailEvent[] events = [TrailEvent.End(1, 7), TrailEvent.Visit(1, 7, A), TrailEvent.Start(1, 7),
            TrailEvent.Visit(1, 7, long.MinValue)];
        Array.Sort(events);

        Assert.True(events[0].IsStart);
        Assert.Equal([long.MinValue, A], [events[1].Node, events[2].Node]);
        Assert.True(events[3].IsEnd);
    }

    [Fact]
    public void Of_ManyNodes_KeepsTheMostCommonAndPutsTheRestTogether()
    {
        var flow = Flow(null, PathDirection.After,
            [.. Enumerable.Range(1, 12).SelectMany(node => Enumerable.Repeat<long[]>([node, 100 + node], 13 - node))]);

        Assert.Equal(Enumerable.Range(1, 8).Select(node => (long?)node).Append(null), flow.Levels[1].Select(step => step.Node));
        Assert.Equal(new PathStep(PathStepKind.Other, null, 4 + 3 + 2 + 1), flow.Levels[1][^1]);
        Assert.Contains(new PathLink(2, 8, 8, 10), flow.Links);
    }

    [Theory]
    [InlineData(null, PathDirection.After)]
    [InlineData(2L, PathDirection.After)]
    [InlineData(2L, PathDirection.Before)]
    public void Of_RandomSessions_NobodyIsLostBetweenLevels(long? anchor, PathDirection direction)
    {
        var random = new Random(5);
        var flow = Flow(anchor, direction, [.. Enumerable.Range(0, 500)
            .Select(_ => Enumerable.Range(0, random.Next(1, 9)).Select(_ => (long)random.Next(20)).ToArray())]);

        Assert.Equal(flow.Sessions, flow.Levels[1].Sum(step => step.Sessions));
        for (var level = 1; level < flow.Levels.Count; level++)
        {
            var links = flow.Links.Where(link => link.Level == level).ToList();
            Assert.Equal(flow.Levels[level].Select(step => step.Sessions),
                Enumerable.Range(0, flow.Levels[level].Count).Select(to => links.Where(link => link.To == to).Sum(link => link.Sessions)));
            Assert.Equal(
                flow.Levels[level - 1].Select(step => step.Kind == PathStepKind.End ? 0 : step.Sessions),
                Enumerable.Range(0, flow.Levels[level - 1].Count)
                    .Select(from => links.Where(link => link.From == from).Sum(link => link.Sessions)));
        }
    }

    private static PathStep Node(long node, long sessions) => new(PathStepKind.Node, node, sessions);

    private static PathStep End(long sessions) => new(PathStepKind.End, null, sessions);

    private static PathFlow Flow(long? anchor, PathDirection direction, params long[][] sessions)
    {
        // Half of the sessions by each of two counters, as two threads would.
        PathDays[] counters = [new([0], 100, anchor, direction), new([0], 100, anchor, direction)];
        for (var browser = 0; browser < sessions.Length; browser++)
        {
            TrailEvent[] visits = [.. sessions[browser].Select((node, at) => TrailEvent.Visit(browser, at, node))];
            counters[browser % 2].Add([TrailEvent.Start(browser, 0), .. visits, TrailEvent.End(browser, visits.Length - 1)]);
        }

        counters[0].Add(counters[1]);
        return PathFlow.Of(counters[0].Days[0], anchor);
    }
}
