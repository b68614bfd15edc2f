namespace Portal.Infrastructure.Events.Understanding;

/// <summary>What this node knows of user agents, addresses, touches and visitors' pace; shared by all requests.</summary>
internal sealed class EventUnderstanding
{
    public KnownAgents Agents { get; } = new();
    public KnownAddresses Addresses { get; } = new();
    public KnownTouches Touches { get; } = new();
    public VisitorPace Pace { get; } = new();
}
