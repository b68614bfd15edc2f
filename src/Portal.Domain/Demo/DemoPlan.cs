namespace Portal.Domain.Demo;

/// <summary>How much of a demo store is made.</summary>
public enum DemoSize
{
    /// <summary>120 days and about 60,000 events, for tests.</summary>
    Small,

    /// <summary>18 months and about 1.6 million events.</summary>
    Standard,

    /// <summary>18 months and five times the standard store's visitors.</summary>
    Large,
}

/// <summary>Everything that decides what a demo store's history is: the same plan gives the same history.</summary>
/// <param name="Opened">When the shop opened, from which its growth counts.</param>
/// <param name="From">The first instant of its history; later than the opening when only the end of it is made.</param>
/// <param name="Until">The instant at which its history ends.</param>
/// <param name="Scale">Visitors against the standard store.</param>
public sealed record DemoPlan(ulong Seed, DateTimeOffset Opened, DateTimeOffset From, DateTimeOffset Until, double Scale)
{
    private const int DaysOfHistory = 548;
    private const int SmallDays = 120;

    /// <summary>The plan of a store of a size whose history ends now.</summary>
    public static DemoPlan For(ulong seed, DemoSize size, DateTimeOffset now)
    {
        var today = DemoProfile.DayOf(now);
        var opened = DemoProfile.StartOf(today.AddDays(-DaysOfHistory));
        var from = size == DemoSize.Small ? DemoProfile.StartOf(today.AddDays(-SmallDays)) : opened;
        return new(seed, opened, from, now.ToUniversalTime(), ScaleOf(size));
    }

    /// <summary>Visitors of a size against the standard store.</summary>
    public static double ScaleOf(DemoSize size) => size switch
    {
        DemoSize.Small => 0.145,
        DemoSize.Standard => 1,
        DemoSize.Large => 5,
        _ => throw new ArgumentOutOfRangeException(nameof(size)),
    };
}
