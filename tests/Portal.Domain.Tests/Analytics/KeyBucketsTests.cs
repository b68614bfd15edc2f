using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Funnels;
using Xunit;

namespace Portal.Domain.Tests.Analytics;

public sealed class KeyBucketsTests
{
    [Fact]
    public void Visit_TwoPartsAndThreeThreads_GivesEachPersonsRowsTogetherAndInOrder()
    {
        var random = new Random(3);
        StepEvent[] events = [.. Enumerable.Range(0, 20_000)
            .Select(_ => new StepEvent(random.Next(700), random.Next(1000), random.Next(4)))];
        using KeyBuckets<StepEvent> one = new(), two = new();
        foreach (var happened in events)
            (random.Next(2) == 0 ? one : two).Add(happened.Person, happened);

        var seen = new List<StepEvent>[] { [], [], [] };
        new[] { one, two }.Visit(3, (thread, rows) => seen[thread].AddRange(rows), TestContext.Current.CancellationToken);

        Assert.Equal(20_000, one.Count + two.Count);
        var people = seen.SelectMany(rows => rows).GroupBy(row => row.Person).ToDictionary(group => group.Key, group => group.ToArray());
        Assert.Equal(events.GroupBy(row => row.Person).Count(), people.Count);
        Assert.All(events.GroupBy(row => row.Person), group => Assert.Equal(group.Order(), people[group.Key]));
        Assert.All(seen, rows => Assert.Equal(rows.Select(row => row.Person).Distinct().Count(),
            rows.Zip(rows.Skip(1)).Count(pair => pair.First.Person != pair.Second.Person) + 1));
    }

    [Fact]
    public void Visit_Cancelled_Stops()
    {
        using KeyBuckets<StepEvent> rows = new();
        rows.Add(1, new(1, 1, 0));

        Assert.ThrowsAny<OperationCanceledException>(() => new[] { rows }.Visit(2, (_, _) => { }, new CancellationToken(canceled: true)));
    }
}
