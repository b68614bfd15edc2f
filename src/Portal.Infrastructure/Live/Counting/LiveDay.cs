using Portal.Domain.Shared.Text;

namespace Portal.Infrastructure.Live.Counting;

/// <summary>One of the store's days, as instants.</summary>
/// <param name="Before">When the day before it began.</param>
internal readonly record struct LiveDay(DateOnly Date, long Before, long Start, long End)
{
    /// <summary>The day that an instant falls on.</summary>
    public static LiveDay Of(DateTimeOffset now, StoreClock clock)
    {
        var day = clock.Day(now);
        return new(day, Micros.Of(clock.StartOf(day.AddDays(-1))), Micros.Of(clock.StartOf(day)), Micros.Of(clock.StartOf(day.AddDays(1))));
    }

    public bool Has(long instant) => instant >= Start && instant < End;
}
