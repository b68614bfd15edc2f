namespace Portal.Domain.Analytics.Funnels;

/// <summary>
/// Finds how far a person came in a funnel. One pass over the person's events keeps, for each step, the chain that reached
/// it with the latest start: whatever completes any chain within the window also completes that one, so nothing is missed.
/// O(events × steps); reused from person to person, not thread-safe.
/// </summary>
/// <param name="names">A number for each step, equal where steps wait for events of the same name.</param>
/// <param name="window">In the unit of the events' instants.</param>
public sealed class StepChain(IReadOnlyList<int> names, long window)
{
    private const long Never = long.MinValue;

    private readonly int[] _names = [.. names];
    private readonly long[] _starts = new long[names.Count];
    private readonly long[] _instants = new long[names.Count * names.Count];
    private readonly long[] _furthest = new long[names.Count];

    /// <summary>
    /// When the steps of the last <see cref="Find"/> were taken. Of the chains that come furthest it is the one that got
    /// there first; of these the one that started last; of these, from the last step back, the earliest events.
    /// </summary>
    public ReadOnlySpan<long> Instants => _furthest;

    /// <summary>The number of steps that the person took in order; 0 when not even the first.</summary>
    /// <param name="events">The person's, in their order.</param>
    public int Find(ReadOnlySpan<StepEvent> events)
    {
        Array.Fill(_starts, Never);
        var reached = 0;
        for (var index = 0; index < events.Length && reached < _names.Length;)
        {
            var instant = events[index].Instant;
            var steps = 0;
            for (; index < events.Length && events[index].Instant == instant; index++)
                steps |= 1 << events[index].Step;
            for (var step = _names.Length - 1; step >= 0; step--)
            {
                if ((steps & (1 << step)) == 0 || !TryExtend(step, steps, instant) || step < reached)
                    continue;
                reached = step + 1;
                Chain(step)[..reached].CopyTo(_furthest);
            }
        }

        return reached;
    }

    // Reaches the step with what happened at one instant: from an earlier chain that ends before it, over a run of steps.
    // Steps are tried from the last one down, so that chains to the left of it are still as they were before the instant.
    private bool TryExtend(int step, int steps, long instant)
    {
        var (latest, from) = (_starts[step], -1);
        for (var first = step; first >= 0 && (steps & (1 << first)) != 0 && IsNew(first, step); first--)
        {
            var start = first == 0 ? instant : _starts[first - 1];
            if (start > latest && instant - start <= window)
                (latest, from) = (start, first);
        }

        if (from < 0)
            return false;
        var chain = Chain(step);
        if (from > 0)
            Chain(from - 1)[..from].CopyTo(chain);
        chain[from..(step + 1)].Fill(instant);
        _starts[step] = latest;
        return true;
    }

    // One event counts once: the steps of a run at one instant have different names.
    private bool IsNew(int first, int step)
    {
        for (var later = first + 1; later <= step; later++)
        {
            if (_names[later] == _names[first])
                return false;
        }

        return true;
    }

    private Span<long> Chain(int step) => _instants.AsSpan(step * _names.Length, _names.Length);
}
