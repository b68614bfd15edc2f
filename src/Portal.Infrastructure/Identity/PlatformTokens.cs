using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Identity;

/// <summary>The tokens with which administrators call the platform API.</summary>
public sealed class PlatformTokens(PortalDb db, TimeProvider time)
{
    private const string Prefix = "pt_";
    private static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(1);

    /// <summary>Makes a token for an administrator.</summary>
    /// <returns>The secret, which cannot be read again.</returns>
    public async Task<string> CreateAsync(Guid userId, string name, CancellationToken cancellationToken = default)
    {
        var secret = SecretToken.New(Prefix);
        var now = time.GetUtcNow();
        await using var context = db.ForPlatform();
        context.Add(new PlatformToken
        {
            Id = Guid.CreateVersion7(now),
            UserId = userId,
            Name = name,
            TokenHash = SecretToken.Hash(secret),
            CreatedAt = now
        });
        await context.SaveChangesAsync(cancellationToken);
        return secret;
    }

    /// <summary>The administrator whom a secret speaks for; null when it is unknown, ended, or she is one no more.</summary>
    public async Task<PortalUser?> FindAsync(string secret, CancellationToken cancellationToken = default)
    {
        if (!SecretToken.IsWellFormed(secret, Prefix))
            return null;

        var hash = SecretToken.Hash(secret);
        var now = time.GetUtcNow();
        await using var context = db.ForPlatform();
        var token = await context.PlatformTokens.SingleOrDefaultAsync(t => t.TokenHash == hash && t.RevokedAt == null, cancellationToken);
        if (token is null)
            return null;

        if (token.LastUsedAt is null || token.LastUsedAt < now - UsedEvery)
            token.LastUsedAt = now;
        await context.SaveChangesAsync(cancellationToken);
        return await context.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == token.UserId && u.IsAdministrator, cancellationToken);
    }
}

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
