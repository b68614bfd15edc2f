using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Tenancy;

/// <summary>A member as the team's list shows her.</summary>
public sealed record TeamMember(Guid UserId, string Name, string Email, StoreRole Role, DateTimeOffset Since, DateTimeOffset? LastOpenedAt);
