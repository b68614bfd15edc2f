namespace Portal.Domain.Tenancy;

/// <summary>That a person works in a store, and as what.</summary>
public sealed class Membership : ITenantOwned
{
    public Guid TenantId { get; init; }
    public Guid UserId { get; init; }
    public StoreRole Role { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastOpenedAt { get; set; }
}
