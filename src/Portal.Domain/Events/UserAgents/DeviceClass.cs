namespace Portal.Domain.Events.UserAgents;

/// <summary>What kind of device an event came from, as the column <c>device</c> holds it.</summary>
public static class DeviceClass
{
    public const string Desktop = "desktop";
    public const string Mobile = "mobile";
    public const string Tablet = "tablet";
    public const string Tv = "tv";
    public const string Console = "console";

    /// <summary>A crawler or another program.</summary>
    public const string Bot = "bot";

    /// <summary>A user agent that names none of the above.</summary>
    public const string Other = "other";
}
