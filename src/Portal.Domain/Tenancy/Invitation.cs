namespace Portal.Domain.Tenancy;

/// <summary>An open offer to join a store. The token is mailed; only its SHA-256 is kept.</summary>
public sealed class Invitation : ITenantOwned
{
    public Guid TenantId { get; init; }
    public Guid Id { get; init; }
    public required string Email { get; init; }
    public StoreRole Role { get; init; }
    public required byte[] TokenHash { get; set; }
    public Guid? InvitedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? AcceptedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}
