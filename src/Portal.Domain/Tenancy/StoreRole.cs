namespace Portal.Domain.Tenancy;

/// <summary>
/// What a member is in a store. Which role has which right is written in one place, the host's table of policies: the order
/// of the values says nothing about it, since support changes orders and an analyst does not.
/// </summary>
public enum StoreRole
{
    /// <summary>Sees figures without personal data and changes nothing.</summary>
    Viewer,

    /// <summary>Looks after customers and their orders.</summary>
    Support,

    /// <summary>Builds reports.</summary>
    Analyst,

    /// <summary>Runs the store: orders, prices, stock, sites, imports.</summary>
    Manager,

    /// <summary>Everything, including the team, billing and closing the store.</summary>
    Owner,

    /// <summary>Tries the demo store out: sees what a manager sees and changes nothing. Never given by a person.</summary>
    Guest,
}

/// <summary>That a person works in a store, and as what.</summary>
public sealed class Membership : ITenantOwned
{
    public Guid TenantId { get; init; }
    public Guid UserId { get; init; }
    public StoreRole Role { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastOpenedAt { get; set; }
}
