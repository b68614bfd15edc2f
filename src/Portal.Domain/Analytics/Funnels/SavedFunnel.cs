using Portal.Domain.Tenancy;

namespace Portal.Domain.Analytics.Funnels;

/// <summary>A funnel that a store keeps under a name.</summary>
public sealed class SavedFunnel : ITenantOwned
{
    /// <summary>Characters of a name at most.</summary>
    public const int NameLength = 80;

    /// <summary>Funnels that a store keeps at most.</summary>
    public const int MaxPerStore = 200;

    public Guid TenantId { get; init; }
    public Guid Id { get; init; }
    public required string Name { get; set; }
    public required FunnelDefinition Definition { get; set; }
    public Guid? CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ChangedAt { get; set; }
}
