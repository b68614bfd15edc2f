namespace Portal.Domain.Analytics.Funnels;

/// <summary>That a person did something which counts for a step. Sixteen bytes, as there may be millions.</summary>
public readonly record struct StepEvent : IComparable<StepEvent>
{
    private const int StepBits = 4;
    private readonly long _instantAndStep;

    /// <param name="instant">In microseconds from any origin that all events share; less than 2^59 of them.</param>
    /// <param name="step">Counted from 0.</param>
    public StepEvent(long person, long instant, int step)
    {
        Person = person;
        _instantAndStep = (instant << StepBits) | (uint)step;
    }

    public long Person { get; }

    public long Instant => _instantAndStep >> StepBits;

    public int Step => (int)(_instantAndStep & ((1 << StepBits) - 1));

    /// <summary>By person, then instant, then step.</summary>
    public int CompareTo(StepEvent other)
    {
        var byPerson = Person.CompareTo(other.Person);
        return byPerson != 0 ? byPerson : _instantAndStep.CompareTo(other._instantAndStep);
    }

    public static bool operator <(StepEvent left, StepEvent right) => left.CompareTo(right) < 0;

    public static bool operator <=(StepEvent left, StepEvent right) => left.CompareTo(right) <= 0;

    public static bool operator >(StepEvent left, StepEvent right) => left.CompareTo(right) > 0;

    public static bool operator >=(StepEvent left, StepEvent right) => left.CompareTo(right) >= 0;
}
