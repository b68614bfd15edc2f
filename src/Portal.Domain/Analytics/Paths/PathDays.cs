namespace Portal.Domain.Analytics.Paths;

/// <summary>Counts paths by the day on which a session began.</summary>
/// <param name="starts">When the days begin, in microseconds since 1970, in order. A session before the first is not counted.</param>
/// <param name="end">When the last of them ends.</param>
public sealed class PathDays(IReadOnlyList<long> starts, long end, long? anchor, PathDirection direction)
{
    private readonly long[] _starts = [.. starts];
    private readonly PathCounter[] _days = [.. starts.Select(_ => new PathCounter(anchor, direction))];
    private readonly List<long> _trail = [];

    /// <summary>One for each day.</summary>
    public IReadOnlyList<PathCounter> Days => _days;

    /// <summary>Counts sessions whose events are all here. What lies in no session is left out.</summary>
    /// <param name="events">In order.</param>
    public void Add(ReadOnlySpan<TrailEvent> events)
    {
        PathCounter? open = null;
        foreach (var happened in events)
        {
            if (happened.IsStart)
            {
                _trail.Clear();
                open = DayOf(happened.Instant);
            }
            else if (happened.IsEnd)
            {
                open?.Follow(_trail);
                open = null;
            }
            else if (open is not null && (_trail.Count == 0 || _trail[^1] != happened.Node))
            {
                _trail.Add(happened.Node);
            }
        }
    }

    /// <summary>Takes over what another part of the work counted, of other browsers.</summary>
    public void Add(PathDays others)
    {
        for (var day = 0; day < _days.Length; day++)
            _days[day].Add(others._days[day].Sessions, others._days[day].Moves);
    }

    private PathCounter? DayOf(long instant)
    {
        var place = Array.BinarySearch(_starts, instant);
        var day = place >= 0 ? place : ~place - 1;
        return day >= 0 && instant < end ? _days[day] : null;
    }
}
