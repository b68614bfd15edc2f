namespace Portal.Infrastructure.Identity;

/// <summary>Whose rights may be others now. Nobody named: everybody's, since notices may have been missed.</summary>
/// <param name="UserId">A person: a membership, a sign-in, the account.</param>
/// <param name="TenantId">A store with everyone in it: suspended, open again, or with another profile.</param>
public sealed record RightsChange(Guid? UserId, Guid? TenantId)
{
    private const string User = "user:";
    private const string Tenant = "tenant:";

    /// <summary>After a gap of which nothing is known.</summary>
    public static readonly RightsChange Unknown = new(null, null);

    /// <summary>True when what the person may open can be something else now.</summary>
    public bool Concerns(Guid userId, IReadOnlySet<Guid> memberships) =>
        (UserId, TenantId) is (null, null) || UserId == userId || (TenantId is { } tenant && memberships.Contains(tenant));

    internal static RightsChange Of(Guid userId) => new(userId, null);

    internal static RightsChange OfTenant(Guid tenantId) => new(null, tenantId);

    internal string Payload() => UserId is { } user ? User + user : Tenant + TenantId;

    // What cannot be read says that something changed, and nothing more.
    internal static RightsChange Read(string payload) =>
        payload.StartsWith(User, StringComparison.Ordinal) && Guid.TryParse(payload.AsSpan(User.Length), out var user) ? Of(user)
        : payload.StartsWith(Tenant, StringComparison.Ordinal)
            && Guid.TryParse(payload.AsSpan(Tenant.Length), out var tenant) ? OfTenant(tenant)
        : Unknown;
}
