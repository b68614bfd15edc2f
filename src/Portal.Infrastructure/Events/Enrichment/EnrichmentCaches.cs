namespace Portal.Infrastructure.Events.Enrichment;

/// <summary>What this node knows of user agents, addresses, touches and visitors' pace; shared by all requests.</summary>
internal sealed class EnrichmentCaches
{
    public UserAgentCache Agents { get; } = new();
    public AddressCache Addresses { get; } = new();
    public AttributionCache Touches { get; } = new();
    public VisitorPace Pace { get; } = new();
}
