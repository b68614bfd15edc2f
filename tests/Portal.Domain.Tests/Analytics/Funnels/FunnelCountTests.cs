using Portal.Domain.Analytics.Funnels;
using Xunit;

namespace Portal.Domain.Tests.Analytics.Funnels;

public sealed class FunnelCountTests
{
    // Steps view, add, pay; seconds are the unit of the story, microseconds that of the events.
    private static readonly (long Person, int Step, int Second)[] Story =
    [
        (1, 0, 0), (1, 1, 10), (1, 2, 30),
        (2, 0, 0), (2, 1, 30),
        (3, 0, 0), (3, 1, 20),
        (4, 0, 5),
        (5, 1, 5),
    ];

    [Fact]
    public void Of_AFewPeople_HasTheFiguresCountedByHand()
    {
        var figures = FunnelCount.Of(3, Outcomes());

        Assert.Equal(
            [
                new(4, 1, null, 1, null),
                new(3, 2, 0.75m, 0.75m, TimeSpan.FromSeconds(20)),
                new(1, 0, 1 / 3m, 0.25m, TimeSpan.FromSeconds(20)),
            ],
            figures.Steps);
        Assert.Empty(figures.Groups);
    }

    [Fact]
    public void Of_TwoAtAStep_TheMedianTimeIsBetweenThem()
    {
        var outcomes = new FunnelOutcomes([0, 1], 1000);
        outcomes.Add([new(1, 0, 0), new(1, 10, 1), new(2, 0, 0), new(2, 20, 1)]);

        Assert.Equal(TimeSpan.FromMicroseconds(15), FunnelCount.Of(2, outcomes).Steps[1].MedianTime);
    }

    [Fact]
    public void Of_Nobody_HasNoShares() =>
        Assert.All(FunnelCount.Of(2, new([0, 1], 10)).Steps, step => Assert.Equal(new(0, 0, null, null, null), step));

    [Fact]
    public void Of_PeopleWhoStopped_NamesTheLatestFirst()
    {
        var last = FunnelCount.Of(3, Outcomes()).Last;

        Assert.Equal([4], last[0].Select(person => person.Person));
        Assert.Equal([2, 3], last[1].Select(person => person.Person));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(30), last[1][0].At);
        Assert.Equal([1], last[2].Select(person => person.Person));
    }

    [Fact]
    public void Of_MorePeopleThanAreNamed_KeepsTheLatest()
    {
        var outcomes = new FunnelOutcomes([0, 1], 10);
        outcomes.Add([.. Enumerable.Range(1, 50).Select(person => new StepEvent(person, 1000 - person, 0))]);

        Assert.Equal(Enumerable.Range(1, FunnelCount.MaxPeople).Select(person => (long)person),
            FunnelCount.Of(2, outcomes).Last[0].Select(person => person.Person));
    }

    [Fact]
    public void Of_Values_GroupsAddUpToEveryone()
    {
        var outcomes = Outcomes();
        string?[] values = [.. outcomes.People.ToArray().Select(person => person == 4 ? null : person == 2 ? "email" : "direct")];

        var groups = FunnelCount.Of(3, outcomes, values).Groups;

        Assert.Equal(["direct", null, "email"], groups.Select(group => group.Value));
        Assert.Equal([2, 2, 1], groups[0].Steps.Select(step => step.People));
        Assert.Equal([1, 0, 0], groups[1].Steps.Select(step => step.People));
        Assert.Equal([1, 1, 0], groups[2].Steps.Select(step => step.People));
    }

    [Fact]
    public void Of_MoreValuesThanAreToldApart_PutsTheRestTogetherAtTheEnd()
    {
        var outcomes = new FunnelOutcomes([0, 1], 10);
        outcomes.Add([.. Enumerable.Range(0, 50).Select(person => new StepEvent(person, 1, 0))]);

        var groups = FunnelCount.Of(2, outcomes, [.. Enumerable.Range(0, 50).Select(person => $"v{person % 25:00}")]).Groups;

        Assert.Equal(FunnelCount.MaxGroups + 1, groups.Count);
        Assert.Equal(FunnelGroup.Other, groups[^1].Value);
        Assert.Equal(10, groups[^1].Steps[0].People);
    }

    private static FunnelOutcomes Outcomes()
    {
        var outcomes = new FunnelOutcomes([0, 1, 2], 60_000_000);
        outcomes.Add([.. Story.Select(e => new StepEvent(e.Person, e.Second * 1_000_000L, e.Step)).Order()]);
        return outcomes;
    }
}
