namespace Portal.Domain.Tenancy;

/// <summary>A token that reads or writes one store's API; only its SHA-256 is kept.</summary>
public sealed class ApiToken : ITenantOwned
{
    public Guid TenantId { get; init; }
    public Guid Id { get; init; }
    public required string Name { get; init; }
    public required byte[] TokenHash { get; init; }

    /// <summary>The end of the token, so that a person can tell which one a row is.</summary>
    public required string LastCharacters { get; init; }
    public string[] Scopes { get; init; } = [];
    public Guid? CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
}
