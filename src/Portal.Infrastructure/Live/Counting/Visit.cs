using Portal.Domain.Analytics.Sessions;

namespace Portal.Infrastructure.Live.Counting;

/// <summary>
/// What the last two hours tell of one visitor. Every fact is the latest, the earliest or a union, so that events may come
/// in any order.
/// </summary>
internal struct Visit
{
    /// <summary>Nothing older counts, so that a board which was opened later knows as much.</summary>
    public const long Span = 120 * Micros.Minute;

    private const int MaxTouches = 16;
    private const long PageLead = 2 * Micros.Second;

    private static readonly long Silence = (long)Session.Silence.TotalMicroseconds;

    public long Visitor;

    private long _sessionAt;
    private long _lastAt;
    private List<(long Start, long End)>? _earlier;
    private List<(long At, int Channel)>? _touches;
    private long _countryAt;
    private ushort _country;
    private long _pageAt;
    private long _stepAt;
    private PageKind _page;
    private PageKind _step;
    private uint _viewedAt, _addedAt, _checkedOutAt, _orderedAt;
    private int _minute;
    private uint _minutes;

    /// <summary>The latest event.</summary>
    public readonly long LastAt => _lastAt;

    /// <summary>Takes an event in; <paramref name="channel"/> is 0 for one that is no touch.</summary>
    public void Add(in LiveRow row, int channel)
    {
        var at = row.At;
        AddToSessions(at);
        if (channel > 0 && (_touches ??= []).Count < MaxTouches)
        {
            _touches.Add((at, channel));
        }

        if (row.Country.Length == 2 && (at, CountryNumber(row.Country)) is var country && country.CompareTo((_countryAt, _country)) > 0)
        {
            (_countryAt, _country) = country;
        }

        AddPage(row, at);
        AddStep(row.Step, (uint)(at / Micros.Second));
    }

    /// <summary>Marks a minute as one in which the visitor did something; false when it was marked.</summary>
    public bool Mark(int minute)
    {
        var ahead = minute - _minute;
        if (ahead > 0)
        {
            _minutes = (ahead >= 32 ? 0 : _minutes << ahead) | 1;
            _minute = minute;
            return true;
        }

        if (ahead <= -32 || (_minutes & (1u << -ahead)) != 0)
        {
            return false;
        }

        _minutes |= 1u << -ahead;
        return true;
    }

    /// <summary>The marked minutes.</summary>
    public readonly IEnumerable<int> Minutes()
    {
        var (newest, marks) = (_minute, _minutes);
        return Enumerable.Range(0, 32).Where(back => (marks & (1u << back)) != 0).Select(back => newest - back);
    }

    /// <summary>Steps taken since an instant.</summary>
    public readonly FunnelSteps StepsSince(uint second) =>
        (_viewedAt >= second ? FunnelSteps.Viewed : 0) | (_addedAt >= second ? FunnelSteps.Added : 0)
        | (_checkedOutAt >= second ? FunnelSteps.CheckedOut : 0) | (_orderedAt >= second ? FunnelSteps.Ordered : 0);

    /// <summary>The channel of the session's earliest touch; 0 for none.</summary>
    public readonly int Channel(long now)
    {
        var from = Math.Max(_sessionAt, now - Span);
        var first = (At: long.MaxValue, Channel: 0);
        foreach (var touch in _touches ?? [])
        {
            first = touch.At >= from && touch.CompareTo(first) < 0 ? touch : first;
        }

        return first.Channel;
    }

    /// <summary>Two letters in one number; 0 when unknown.</summary>
    public readonly ushort Country(long now) => _countryAt >= now - Span ? _country : (ushort)0;

    /// <summary>
    /// What the latest page view is of. Shops tell of a product, a list or a cart beside the view of its page, before or
    /// after it.
    /// </summary>
    public readonly PageKind Page(long now)
    {
        var (at, kind) = _step != PageKind.Unknown && _stepAt >= _pageAt - PageLead ? (_stepAt, _step) : (_pageAt, _page);
        return at >= now - Span ? kind : PageKind.Unknown;
    }

    /// <summary>Lets go of what no figure looks at any more.</summary>
    public readonly void Forget(long before)
    {
        _earlier?.RemoveAll(p => p.End < before);
        _touches?.RemoveAll(t => t.At < before);
    }

    private void AddToSessions(long at)
    {
        if (_lastAt == 0)
        {
            (_sessionAt, _lastAt) = (at, at);
            return;
        }

        var (start, end) = (at, at);
        if (IsJoined(_sessionAt, _lastAt, at))
        {
            (start, end) = (Math.Min(_sessionAt, at), Math.Max(_lastAt, at));
        }
        else if (at > _lastAt)
        {
            (_earlier ??= []).Add((_sessionAt, _lastAt));
        }

        for (var index = (_earlier?.Count ?? 0) - 1; index >= 0; index--)
        {
            var part = _earlier![index];
            if (part.Start <= end + Silence && start <= part.End + Silence)
            {
                (start, end) = (Math.Min(start, part.Start), Math.Max(end, part.End));
                _earlier.RemoveAt(index);
                index = _earlier.Count;
            }
        }

        if (end >= _lastAt)
        {
            (_sessionAt, _lastAt) = (start, end);
        }
        else
        {
            (_earlier ??= []).Add((start, end));
        }
    }

    private static bool IsJoined(long start, long end, long at) => at <= end + Silence && start <= at + Silence;

    private void AddStep(FunnelSteps step, uint second)
    {
        switch (step)
        {
            case FunnelSteps.Viewed:
                _viewedAt = Math.Max(_viewedAt, second);
                break;
            case FunnelSteps.Added:
                _addedAt = Math.Max(_addedAt, second);
                break;
            case FunnelSteps.CheckedOut:
                _checkedOutAt = Math.Max(_checkedOutAt, second);
                break;
            case FunnelSteps.Ordered:
                _orderedAt = Math.Max(_orderedAt, second);
                break;
        }
    }

    private void AddPage(in LiveRow row, long at)
    {
        if (row.Kind == EventKind.Page)
        {
            var kind = row.Path.SequenceEqual("/"u8) ? PageKind.Home : PageKind.Other;
            (_pageAt, _page) = Later((_pageAt, _page), (at, kind));
        }
        else if (KindOf(row.Kind) is var step and not PageKind.Unknown)
        {
            (_stepAt, _step) = Later((_stepAt, _step), (at, step));
        }
    }

    private static (long, PageKind) Later((long At, PageKind Kind) one, (long At, PageKind Kind) other) =>
        other.At > one.At || (other.At == one.At && other.Kind > one.Kind) ? other : one;

    private static PageKind KindOf(EventKind kind) => kind switch
    {
        EventKind.Product => PageKind.Product,
        EventKind.List => PageKind.List,
        EventKind.Search => PageKind.Search,
        EventKind.Cart => PageKind.Cart,
        EventKind.Checkout or EventKind.Payment => PageKind.Checkout,
        _ => PageKind.Unknown,
    };

    private static ushort CountryNumber(ReadOnlySpan<byte> code) => (ushort)((code[0] << 8) | code[1]);
}
