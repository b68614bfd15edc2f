namespace Portal.Domain.Demo;

/// <summary>What the demo store is called and how it counts.</summary>
public static class DemoProfile
{
    public const string Name = "Kopi & Kain";
    public const string Slug = "kopi-kain";
    public const string Domain = "kopi-kain.example";
    public const string Currency = "IDR";
    public const string TimeZone = "Asia/Jakarta";
    public const string Country = "ID";

    /// <summary>Revenue that the owner wants to see on a day, in rupiah.</summary>
    public const decimal DailyRevenueGoal = 20_000_000;

    /// <summary>The seed of the store that a new installation gets.</summary>
    public const ulong Seed = 10_482;

    /// <summary>Western Indonesian time; it has no daylight saving.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>The store's calendar day of an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime + Offset);

    /// <summary>The instant at which a calendar day of the store begins.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue) - Offset, TimeSpan.Zero);
}
