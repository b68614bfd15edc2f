namespace Portal.Domain.Analytics;

/// <summary>Where an event stands in the order of a store's events: by its time, and by its message among equals.</summary>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Tie">XXH64 of the message id.</param>
public readonly record struct EventMoment(DateTime At, long Tie) : IComparable<EventMoment>
{
    public int CompareTo(EventMoment other)
    {
        var byTime = At.CompareTo(other.At);
        return byTime != 0 ? byTime : Tie.CompareTo(other.Tie);
    }

    public static bool operator <(EventMoment left, EventMoment right) => left.CompareTo(right) < 0;

    public static bool operator >(EventMoment left, EventMoment right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventMoment left, EventMoment right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventMoment left, EventMoment right) => left.CompareTo(right) >= 0;
}
