using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Tenancy;

/// <summary>What a signed-in person may open at this moment, all read in one step.</summary>
/// <param name="SessionId">The sign-in that this rests on.</param>
/// <param name="IsAdministrator">Works for the platform.</param>
/// <param name="SeenAt">When the sign-in was last seen, as its row says.</param>
/// <param name="Stores">The stores that are open to the person, by name, each with the role there.</param>
/// <param name="Memberships">The ids of all stores that the person belongs to, the suspended ones too.</param>
public sealed record PersonAccess(
    Guid UserId,
    Guid SessionId,
    string DisplayName,
    string Email,
    bool IsAdministrator,
    DateTimeOffset SeenAt,
    IReadOnlyList<CurrentStore> Stores,
    IReadOnlySet<Guid> Memberships)
{
    /// <summary>The store of an address; null when the person may not know of it.</summary>
    public CurrentStore? Store(string? slug) => slug is null ? null : Stores.FirstOrDefault(store => store.Slug == slug);

    /// <summary>True when the store is open to the person in exactly this role.</summary>
    public bool Covers(Guid tenantId, StoreRole role) => Stores.Any(store => store.TenantId == tenantId && store.Role == role);

    /// <summary>True when both allow and show the same.</summary>
    public bool IsSameAs(PersonAccess other) =>
        UserId == other.UserId && SessionId == other.SessionId && IsAdministrator == other.IsAdministrator
        && DisplayName == other.DisplayName && Email == other.Email
        && Stores.SequenceEqual(other.Stores) && Memberships.SetEquals(other.Memberships);
}
