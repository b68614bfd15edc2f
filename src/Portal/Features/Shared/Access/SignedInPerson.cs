using System.Security.Claims;
using Portal.Domain.Tenancy;

namespace Portal.Features.Shared.Access;

/// <summary>What the layout shows of the signed-in person, and the stores they may open; cascaded by the host.</summary>
public sealed record SignedInPerson(string Name, string Email, IReadOnlyList<StoreChoice> Stores);

/// <summary>A store the signed-in person can switch to.</summary>
public sealed record StoreChoice(string Slug, string Name);
