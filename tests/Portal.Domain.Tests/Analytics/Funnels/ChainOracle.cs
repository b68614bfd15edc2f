using Portal.Domain.Analytics.Funnels;

namespace Portal.Domain.Tests.Analytics.Funnels;

/// <summary>The definition of a funnel, word for word: every chain of a person's events is tried.</summary>
internal static class ChainOracle
{
    /// <summary>The instants of the chain that counts; empty when there is none.</summary>
    public static long[] Find(IReadOnlyList<int> names, long window, IReadOnlyList<StepEvent> events)
    {
        var chains = new List<StepEvent[]>();
        Extend([], names, window, events, chains);
        if (chains.Count == 0)
            return [];
        var max = chains.Max(chain => chain.Length);
        var best = chains.Where(chain => chain.Length == max)
            .OrderBy(chain => chain[^1].Instant)
            .ThenByDescending(chain => chain[0].Instant);
        for (var step = max - 2; step > 0; step--)
        {
            var at = step;
            best = best.ThenBy(chain => chain[at].Instant);
        }

        return [.. best.First().Select(taken => taken.Instant)];
    }

    private static void Extend(
        StepEvent[] chain, IReadOnlyList<int> names, long window, IReadOnlyList<StepEvent> events, List<StepEvent[]> chains)
    {
        if (chain.Length > 0)
            chains.Add(chain);
        if (chain.Length == names.Count)
            return;
        foreach (var next in events.Where(e => e.Step == chain.Length))
        {
            var isLater = chain.Length == 0 || next.Instant >= chain[^1].Instant;
            var isInTime = chain.Length == 0 || next.Instant - chain[0].Instant <= window;
            var isUsed = chain.Any(used => used.Instant == next.Instant && names[used.Step] == names[next.Step]);
            if (isLater && isInTime && !isUsed)
                Extend([.. chain, next], names, window, events, chains);
        }
    }
}
