using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Tenancy;

/// <summary>One of the stores a person works in.</summary>
public sealed record StoreListing(Guid TenantId, string Slug, string Name, StoreRole Role, bool IsSuspended, DateTimeOffset? LastOpenedAt);
