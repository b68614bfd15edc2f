namespace Portal.Testing;

/// <summary>A clock that stands still until it is moved by hand. Timers of it go by the real time.</summary>
public sealed class MovableClock(DateTimeOffset? start = null) : TimeProvider
{
    private DateTimeOffset _now = start ?? DateTimeOffset.UtcNow;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan time) => _now += time;
}
