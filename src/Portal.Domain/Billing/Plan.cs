namespace Portal.Domain.Billing;

/// <summary>What a store may send and how long it is kept.</summary>
/// <param name="Key">As it stands in the database; never changes.</param>
/// <param name="MonthlyEvents">Events of a calendar month in UTC; null without a quota.</param>
/// <param name="Rate">Events a second on each node; null without a limit.</param>
/// <param name="DaysKept">Days after which an event is removed.</param>
public sealed record Plan(string Key, string Name, long? MonthlyEvents, EventRate? Rate, int DaysKept);

/// <summary>A rate with room for bursts: a token bucket.</summary>
/// <param name="PerSecond">Events a second in the long run.</param>
/// <param name="Burst">Events at once after a quiet time; no less than the largest batch, which could not be sent otherwise.</param>
public sealed record EventRate(int PerSecond, int Burst)
{
    /// <summary>Seconds in which an empty bucket fills, rounded up.</summary>
    public int Window => (Burst + PerSecond - 1) / PerSecond;
}
