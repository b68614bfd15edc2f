using Portal.Domain.Events.Channels;

namespace Portal.Infrastructure.Live.Counting;

/// <summary>
/// The visitors of the last two hours. About 200 bytes each; past so many it keeps every second visitor, then every
/// fourth, as <see cref="DayVisitors"/> does.
/// </summary>
internal sealed class Visits(int max = 200_000)
{
    private const int Minutes = 30;
    private const int Ring = 64; // minutes; more than a visit marks
    private const long ActiveFor = 5 * Micros.Minute;
    private const uint FunnelSeconds = 30 * 60;

    private readonly Dictionary<long, int> _places = [];
    private readonly (int Minute, int Visitors)[] _minutes = new (int, int)[Ring];
    private Visit[] _visits = new Visit[256];
    private int _count;
    private int _level;

    /// <summary>Takes an event in.</summary>
    public void Add(in LiveRow row, long now)
    {
        if (row.At < now - Visit.Span || IsLeftOut(row.Visitor))
        {
            return;
        }

        ref var visit = ref Find(row.Visitor);
        visit.Add(row, ChannelNumber(row.Channel));
        Mark(ref visit, (int)(row.At / Micros.Minute));
        if (_count > max)
        {
            Trim();
        }
    }

    /// <summary>Visitors in memory.</summary>
    public int Kept => _count;

    /// <summary>Different visitors in each of the last 30 minutes, the current one last.</summary>
    public int[] ByMinute(long now)
    {
        var current = (int)(now / Micros.Minute);
        var counts = new int[Minutes];
        for (var back = 0; back < Minutes; back++)
        {
            var (minute, visitors) = _minutes[(current - back) % Ring];
            counts[^(back + 1)] = minute == current - back ? visitors << _level : 0;
        }

        return counts;
    }

    /// <summary>Counts who is there and who went through the funnel lately.</summary>
    public VisitCounts Count(long now)
    {
        var counts = new VisitCounts(1 << _level);
        var second = (uint)(now / Micros.Second) - FunnelSeconds;
        for (var index = 0; index < _count; index++)
        {
            ref var visit = ref _visits[index];
            if (visit.LastAt / Micros.Second >= second)
            {
                counts.AddRecent(visit.StepsSince(second));
            }

            if (visit.LastAt > now - ActiveFor)
            {
                counts.AddActive(visit.Country(now), visit.Channel(now), visit.Page(now));
            }
        }

        return counts;
    }

    /// <summary>Lets go of visitors who were not there for two hours.</summary>
    public void Sweep(long now)
    {
        for (var index = _count - 1; index >= 0; index--)
        {
            if (_visits[index].LastAt < now - Visit.Span)
            {
                Remove(index);
            }
            else
            {
                _visits[index].Forget(now - Visit.Span);
            }
        }
    }

    private bool IsLeftOut(long visitor) => (visitor & ((1L << _level) - 1)) != 0;

    private ref Visit Find(long visitor)
    {
        if (!_places.TryGetValue(visitor, out var place))
        {
            if (_count == _visits.Length)
            {
                Array.Resize(ref _visits, _count * 2);
            }

            place = _count++;
            _places[visitor] = place;
            _visits[place] = new() { Visitor = visitor };
        }

        return ref _visits[place];
    }

    private void Remove(int index)
    {
        _places.Remove(_visits[index].Visitor);
        _count--;
        if (index < _count)
        {
            _visits[index] = _visits[_count];
            _places[_visits[index].Visitor] = index;
        }

        _visits[_count] = default;
    }

    private void Mark(ref Visit visit, int minute)
    {
        if (visit.Mark(minute))
        {
            Count(minute);
        }
    }

    private void Count(int minute)
    {
        ref var place = ref _minutes[minute % Ring];
        if (place.Minute < minute)
        {
            place = (minute, 0);
        }

        place.Visitors += place.Minute == minute ? 1 : 0;
    }

    private void Trim()
    {
        _level++;
        Array.Clear(_minutes);
        for (var index = _count - 1; index >= 0; index--)
        {
            if (IsLeftOut(_visits[index].Visitor))
            {
                Remove(index);
            }
        }

        for (var index = 0; index < _count; index++)
        {
            foreach (var minute in _visits[index].Minutes())
            {
                Count(minute);
            }
        }
    }

    // Numbers follow the order of the list, from 1.
    private static int ChannelNumber(ReadOnlySpan<byte> channel)
    {
        if (channel.IsEmpty)
        {
            return 0;
        }

        for (var index = 0; index < VisitCounts.ChannelNames.Length; index++)
        {
            if (channel.SequenceEqual(VisitCounts.ChannelNames[index]))
            {
                return index + 1;
            }
        }

        return VisitCounts.ChannelNames.Length;
    }
}
