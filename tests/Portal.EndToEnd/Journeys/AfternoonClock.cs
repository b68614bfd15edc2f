using Portal.Domain.Demo;
using Portal.Domain.Shared.Text;

namespace Portal.EndToEnd.Journeys;

/// <summary>Runs as the real clock does, from 14:30 of the demo store's last afternoon on, when it is busy.</summary>
public sealed class AfternoonClock : TimeProvider
{
    private static readonly TimeSpan HalfPastTwo = new(14, 30, 0);

    private readonly TimeSpan _behind;

    public AfternoonClock()
    {
        var store = StoreClock.For(DemoProfile.TimeZone);
        var now = System.GetUtcNow();
        var afternoon = store.StartOf(store.Day(now)) + HalfPastTwo;
        _behind = now - (afternoon > now ? store.StartOf(store.Day(now).AddDays(-1)) + HalfPastTwo : afternoon);
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - _behind;
}
