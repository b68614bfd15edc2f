namespace Portal.Domain.Analytics;

/// <summary>What traffic can be told apart by, as rollups name it.</summary>
public static class TrafficDimensions
{
    public const string Channel = "channel";
    public const string Source = "source";
    public const string Medium = "medium";
    public const string Campaign = "campaign";
    public const string Country = "country";
    public const string Region = "region";
    public const string Device = "device";
    public const string Browser = "browser";
    public const string Os = "os";
    public const string Landing = "landing";
    public const string Exit = "exit";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Channel, Source, Medium, Campaign, Country, Region, Device, Browser, Os, Landing,
        Exit];

    /// <summary>Those that orders are credited to as well; of the others only the sessions are known.</summary>
    public static IReadOnlyList<string> WithOrders { get; } = [Channel, Source, Medium, Campaign, Country, Device];
}
