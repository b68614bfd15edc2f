namespace Portal.Infrastructure.Live.Counting;

/// <summary>
/// The day's visitors and the steps that each has taken, in an open-addressing table of their numbers: 9 bytes a place,
/// 19 MB for a million visitors. Past a million and a half it keeps every second visitor, then every fourth, and counts
/// each as so many: adaptive sampling (Flajolet 1990), which is off by 0.1 % then and never needs more room.
/// </summary>
internal sealed class DayVisitors(int maxPlaces = 1 << 21)
{
    private const int FirstPlaces = 1 << 10;

    private readonly int[] _bySteps = new int[16];
    private long[] _visitors = new long[FirstPlaces];
    private FunnelSteps[] _steps = new FunnelSteps[FirstPlaces];
    private int _count;
    private int _level;

    /// <summary>Notes steps of a visitor; those taken before are kept.</summary>
    public void Add(long visitor, FunnelSteps steps)
    {
        if (IsLeftOut(visitor))
        {
            return;
        }

        var place = Find(visitor);
        if (_visitors[place] == 0)
        {
            if (_count >= _visitors.Length / 4 * 3)
            {
                Rehash();
                Add(visitor, steps);
                return;
            }

            _visitors[place] = visitor;
            _steps[place] = steps;
            _bySteps[(int)steps]++;
            _count++;
        }
        else if ((_steps[place] | steps) is var taken && taken != _steps[place])
        {
            _bySteps[(int)_steps[place]]--;
            _bySteps[(int)taken]++;
            _steps[place] = taken;
        }
    }

    public void Clear()
    {
        (_visitors, _steps) = (new long[FirstPlaces], new FunnelSteps[FirstPlaces]);
        (_count, _level) = (0, 0);
        Array.Clear(_bySteps);
    }

    public FunnelFigures Figures() => FunnelFigures.Of(_bySteps, 1 << _level);

    // The lower bits decide who is kept, the upper ones the place; zero marks a free place and is nobody's number.
    private bool IsLeftOut(long visitor) => visitor == 0 || (visitor & ((1L << _level) - 1)) != 0;

    private int Find(long visitor)
    {
        var place = (int)((ulong)visitor >> 32) & (_visitors.Length - 1);
        while (_visitors[place] != 0 && _visitors[place] != visitor)
        {
            place = (place + 1) & (_visitors.Length - 1);
        }

        return place;
    }

    private void Rehash()
    {
        var (visitors, steps) = (_visitors, _steps);
        var places = visitors.Length;
        if (places < maxPlaces)
        {
            places *= 2;
        }
        else
        {
            _level++;
        }

        (_visitors, _steps, _count) = (new long[places], new FunnelSteps[places], 0);
        Array.Clear(_bySteps);
        for (var index = 0; index < visitors.Length; index++)
        {
            if (visitors[index] != 0)
            {
                Add(visitors[index], steps[index]);
            }
        }
    }
}
