using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Tenancy;

/// <summary>A store that is to be made.</summary>
public sealed record NewStore(StoreDetails Details, StoreOwner Owner)
{
    /// <summary>Also makes an API token with every scope, which is told once.</summary>
    public bool WithApiToken { get; init; }

    /// <summary>Id of the store; random when null.</summary>
    public Guid? TenantId { get; init; }

    /// <summary>The store's part of addresses, which must be free; made from its name when null.</summary>
    public string? Slug { get; init; }

    /// <summary>Marks the store in which the simulator runs.</summary>
    public bool IsDemo { get; init; }
}
