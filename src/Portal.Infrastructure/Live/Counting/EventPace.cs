namespace Portal.Infrastructure.Live.Counting;

/// <summary>Events by the second and minute of their arrival.</summary>
internal sealed class EventPace
{
    private const int Seconds = 60;
    private const int Minutes = 120;
    private const int SecondRing = 128;
    private const int MinuteRing = 256;

    private readonly (long Second, int Events)[] _seconds = new (long, int)[SecondRing];
    private readonly (long Minute, int Events)[] _minutes = new (long, int)[MinuteRing];

    public void Add(long receivedAt)
    {
        Count(_seconds, receivedAt / Micros.Second);
        Count(_minutes, receivedAt / Micros.Minute);
    }

    /// <summary>The last 60 whole seconds, and the busiest whole minute of the last two hours.</summary>
    public PaceFigures Figures(long now)
    {
        var (second, minute) = (now / Micros.Second, now / Micros.Minute);
        var seconds = new int[Seconds];
        for (var back = 1; back <= Seconds; back++)
        {
            seconds[^back] = At(_seconds, second - back);
        }

        var busiest = (Minute: 0L, Events: 0);
        for (var back = Minutes; back >= 1; back--)
        {
            busiest = At(_minutes, minute - back) is var events && events > busiest.Events ? (minute - back, events) : busiest;
        }

        return new(seconds, busiest.Events, busiest.Events == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(busiest.Minute * 60));
    }

    private static void Count((long Unit, int Events)[] ring, long unit)
    {
        ref var place = ref ring[unit % ring.Length];
        if (place.Unit < unit)
        {
            place = (unit, 0);
        }

        place.Events += place.Unit == unit ? 1 : 0;
    }

    private static int At((long Unit, int Events)[] ring, long unit) =>
        ring[unit % ring.Length] is var (known, events) && known == unit ? events : 0;
}
