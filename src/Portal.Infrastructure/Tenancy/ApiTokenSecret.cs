using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Makes the row and the secret of a store's API token; the secret is never kept.</summary>
internal static class ApiTokenSecret
{
    public const string Prefix = "at_";

    public static (ApiToken Token, string Secret) Create(
        Guid tenantId, string name, string[] scopes, Guid? createdBy, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        var secret = SecretToken.New(Prefix);
        var token = new ApiToken
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            Name = name,
            TokenHash = SecretToken.Hash(secret),
            LastCharacters = secret[^4..],
            Scopes = scopes,
            CreatedBy = createdBy,
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };
        return (token, secret);
    }
}
