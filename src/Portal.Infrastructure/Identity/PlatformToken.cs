namespace Portal.Infrastructure.Identity;

/// <summary>An administrator's token for the platform API; only its SHA-256 is kept.</summary>
public sealed class PlatformToken
{
    public Guid Id { get; init; }
    public Guid UserId { get; init; }
    public required string Name { get; init; }
    public required byte[] TokenHash { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}
