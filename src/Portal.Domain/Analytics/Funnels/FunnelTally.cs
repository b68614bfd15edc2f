using System.Runtime.InteropServices;

namespace Portal.Domain.Analytics.Funnels;

/// <summary>Adds up people of a funnel.</summary>
internal sealed class FunnelTally(int steps)
{
    private readonly long[] _ended = new long[steps];
    private readonly List<long>[] _gaps = [.. Enumerable.Range(0, steps).Select(_ => new List<long>())];

    public long People { get; private set; }

    /// <param name="gaps">In microseconds, one less than the steps taken.</param>
    public void Add(int reached, ReadOnlySpan<long> gaps)
    {
        People++;
        _ended[reached - 1]++;
        for (var step = 1; step < reached; step++)
            _gaps[step].Add(gaps[step - 1]);
    }

    public IReadOnlyList<FunnelStepFigures> Steps()
    {
        var figures = new FunnelStepFigures[steps];
        var people = People;
        long? before = null;
        for (var step = 0; step < steps; step++)
        {
            var dropOff = step == steps - 1 ? 0 : _ended[step];
            figures[step] = new(people, dropOff, before is null ? null : FunnelStepFigures.Share(people, before.Value),
                FunnelStepFigures.Share(people, People), Median(_gaps[step]));
            before = people;
            people -= _ended[step];
        }

        return figures;
    }

    private static TimeSpan? Median(List<long> gaps)
    {
        if (gaps.Count == 0)
            return null;
        var sorted = CollectionsMarshal.AsSpan(gaps);
        sorted.Sort();
        return TimeSpan.FromMicroseconds(sorted[(sorted.Length - 1) / 2]
            + ((sorted[sorted.Length / 2] - sorted[(sorted.Length - 1) / 2]) / 2));
    }
}
