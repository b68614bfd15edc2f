using Microsoft.AspNetCore.Authorization;
using Portal.Domain.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>That the person is a member of the addressed store with at least this role.</summary>
internal sealed record StoreRoleRequirement(StoreRole Minimum) : IAuthorizationRequirement;
