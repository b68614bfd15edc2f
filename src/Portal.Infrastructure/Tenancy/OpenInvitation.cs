using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Tenancy;

/// <summary>What the holder of an invitation's link is shown.</summary>
/// <param name="HasAccount">True when the address signs in already.</param>
public sealed record OpenInvitation(Guid TenantId, string Slug, string Store, string Email, StoreRole Role, bool HasAccount);
