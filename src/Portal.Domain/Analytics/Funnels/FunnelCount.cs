namespace Portal.Domain.Analytics.Funnels;

/// <summary>Turns the outcomes of people into a funnel's figures.</summary>
public static class FunnelCount
{
    /// <summary>Values of a breakdown that are told apart; the others are one group.</summary>
    public const int MaxGroups = 20;

    /// <summary>People named at each step.</summary>
    public const int MaxPeople = 20;

    /// <summary>Figures for all people together.</summary>
    public static FunnelFigures Of(int steps, FunnelOutcomes outcomes) => new(Everyone(steps, outcomes), [], Latest(steps, outcomes));

    /// <summary>Figures for all people, and for the people of each value.</summary>
    /// <param name="values">The value of each person, at the same place as in the outcomes.</param>
    public static FunnelFigures Of(int steps, FunnelOutcomes outcomes, IReadOnlyList<string?> values) =>
        new(Everyone(steps, outcomes), Groups(steps, outcomes, values), Latest(steps, outcomes));

    private static IReadOnlyList<FunnelStepFigures> Everyone(int steps, FunnelOutcomes outcomes)
    {
        var tally = new FunnelTally(steps);
        var gaps = outcomes.Gaps;
        foreach (var reached in outcomes.Reached)
        {
            tally.Add(reached, gaps);
            gaps = gaps[(reached - 1)..];
        }

        return tally.Steps();
    }

    private static List<FunnelGroup> Groups(int steps, FunnelOutcomes outcomes, IReadOnlyList<string?> values)
    {
        var kept = values.GroupBy(value => value ?? "").OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(MaxGroups).Select(group => group.Key).ToHashSet();
        var tallies = new Dictionary<string, FunnelTally>();
        var reached = outcomes.Reached;
        var gaps = outcomes.Gaps;
        for (var index = 0; index < reached.Length; index++)
        {
            var value = kept.Contains(values[index] ?? "") ? values[index] ?? "" : FunnelGroup.Other;
            if (!tallies.TryGetValue(value, out var tally))
                tallies[value] = tally = new(steps);
            tally.Add(reached[index], gaps);
            gaps = gaps[(reached[index] - 1)..];
        }

        return [.. tallies.OrderBy(pair => pair.Key == FunnelGroup.Other).ThenByDescending(pair => pair.Value.People)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new FunnelGroup(pair.Key.Length == 0 ? null : pair.Key, pair.Value.Steps()))];
    }

    private static List<FunnelPerson>[] Latest(int steps, FunnelOutcomes outcomes)
    {
        var latest = Enumerable.Range(0, steps).Select(_ => new PriorityQueue<long, (long At, long Person)>()).ToArray();
        var people = outcomes.People;
        var reached = outcomes.Reached;
        var gaps = outcomes.Gaps;
        for (var index = 0; index < people.Length; index++)
        {
            var at = outcomes.Starts[index];
            for (var gap = 0; gap < reached[index] - 1; gap++)
                at += gaps[gap];
            gaps = gaps[(reached[index] - 1)..];
            var queue = latest[reached[index] - 1];
            if (queue.Count < MaxPeople)
                queue.Enqueue(people[index], (at, people[index]));
            else if (queue.TryPeek(out _, out var oldest) && oldest.CompareTo((at, people[index])) < 0)
                queue.EnqueueDequeue(people[index], (at, people[index]));
        }

        return [.. latest.Select(queue => queue.UnorderedItems.OrderByDescending(item => item.Priority)
            .Select(item => new FunnelPerson(item.Element, DateTimeOffset.UnixEpoch.AddMicroseconds(item.Priority.At))).ToList())];
    }
}
