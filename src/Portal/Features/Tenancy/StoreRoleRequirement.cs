using Microsoft.AspNetCore.Authorization;

namespace Portal.Features.Tenancy;

/// <summary>That the person is a member of the addressed store whose role has the right.</summary>
internal sealed record StoreRoleRequirement(string Policy) : IAuthorizationRequirement;
