namespace Portal.Domain.Analytics;

/// <summary>Ways by which visitors come, as they are stored.</summary>
public static class Channels
{
    /// <summary>No event of the session shows how the visitor came.</summary>
    public const string Direct = "direct";
}
