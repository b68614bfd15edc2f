namespace Portal.Domain.Analytics.Paths;

/// <summary>Something a browser did, or that a session of it began or ended. As small as can be, as there may be millions.</summary>
public readonly record struct TrailEvent : IComparable<TrailEvent>
{
    private const int KindBits = 2;
    private readonly long _instantAndKind;

    private TrailEvent(long browser, long instant, Kind kind, long node)
    {
        Browser = browser;
        _instantAndKind = (instant << KindBits) | (uint)kind;
        Node = node;
    }

    private enum Kind
    {
        Start = 0,
        Visit = 1,
        End = 2,
    }

    public long Browser { get; }

    /// <summary>The number of the page or event.</summary>
    public long Node { get; }

    /// <summary>In microseconds, from the origin that all events share.</summary>
    public long Instant => _instantAndKind >> KindBits;

    public bool IsStart => (_instantAndKind & 3) == (long)Kind.Start;

    public bool IsEnd => (_instantAndKind & 3) == (long)Kind.End;

    /// <param name="instant">In microseconds from any origin that all events share; less than 2^61 of them.</param>
    /// <param name="node">A number for the page or event.</param>
    public static TrailEvent Visit(long browser, long instant, long node) => new(browser, instant, Kind.Visit, node);

    /// <summary>A session began at the instant of its first event.</summary>
    public static TrailEvent Start(long browser, long instant) => new(browser, instant, Kind.Start, 0);

    /// <summary>A session ended at the instant of its last event.</summary>
    public static TrailEvent End(long browser, long instant) => new(browser, instant, Kind.End, 0);

    /// <summary>By browser, then instant, a session's ends around what it holds; of visits at one instant by node.</summary>
    public int CompareTo(TrailEvent other)
    {
        var byBrowser = Browser.CompareTo(other.Browser);
        if (byBrowser != 0)
            return byBrowser;
        var byInstant = _instantAndKind.CompareTo(other._instantAndKind);
        return byInstant != 0 ? byInstant : Node.CompareTo(other.Node);
    }

    public static bool operator <(TrailEvent left, TrailEvent right) => left.CompareTo(right) < 0;

    public static bool operator <=(TrailEvent left, TrailEvent right) => left.CompareTo(right) <= 0;

    public static bool operator >(TrailEvent left, TrailEvent right) => left.CompareTo(right) > 0;

    public static bool operator >=(TrailEvent left, TrailEvent right) => left.CompareTo(right) >= 0;
}
