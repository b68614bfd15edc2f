using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Identity;

/// <summary>The sign-ins that are valid. What a cookie says is believed only while its row here stands.</summary>
public sealed class UserSessions(PortalDb db, IMemoryCache cache, TimeProvider time, IOptions<IdentityOptions> options)
{
    /// <summary>A session ended on another node is refused here after at most this long.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(60);
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>Notes a sign-in and returns its id, which goes into the cookie.</summary>
    public async Task<Guid> StartAsync(Guid userId, string? ipAddress, string? userAgent, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var session = new UserSession
        {
            Id = Guid.CreateVersion7(now),
            UserId = userId,
            CreatedAt = now,
            LastSeenAt = now,
            IpAddress = ipAddress,
            UserAgent = userAgent is { Length: > 400 } ? userAgent[..400] : userAgent,
        };
        await using var context = db.ForPlatform();
        context.Add(session);
        await context.SaveChangesAsync(cancellationToken);
        return session.Id;
    }

    /// <summary>True while the principal's session stands and the account's secrets are those it signed in with.</summary>
    public async Task<bool> IsLiveAsync(ClaimsPrincipal principal, CancellationToken cancellationToken = default)
    {
        if (principal.SessionId() is not { } sessionId || principal.UserId() is not { } userId)
            return false;

        var stamp = await cache.GetOrCreateAsync(Key(sessionId), entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Trust;
            return StampAsync(sessionId, userId, cancellationToken);
        });
        return stamp is not null && stamp == principal.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
    }

    /// <summary>The person's standing sessions, latest first.</summary>
    public async Task<IReadOnlyList<UserSession>> ListAsync(Guid userId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForPlatform();
        return await context.UserSessions.AsNoTracking()
            .Where(s => s.UserId == userId && s.RevokedAt == null)
            .OrderByDescending(s => s.LastSeenAt)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Ends one session of the person.</summary>
    /// <returns>False when there is no such session of hers.</returns>
    public async Task<bool> RevokeAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForPlatform();
        var revoked = await context.UserSessions
            .Where(s => s.Id == sessionId && s.UserId == userId && s.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, time.GetUtcNow()), cancellationToken);
        cache.Remove(Key(sessionId));
        return revoked > 0;
    }

    /// <summary>Ends every session of the person but one.</summary>
    /// <param name="kept">The session to keep; null keeps none.</param>
    /// <returns>How many were ended.</returns>
    public async Task<int> RevokeOthersAsync(Guid userId, Guid? kept, CancellationToken cancellationToken = default)
    {
        var others = (await ListAsync(userId, cancellationToken)).Where(s => s.Id != kept).Select(s => s.Id).ToList();
        foreach (var session in others)
            await RevokeAsync(userId, session, cancellationToken);
        return others.Count;
    }

    /// <summary>Deletes sessions that were not seen for so long that no cookie can still belong to them.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PruneAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Kept;
        await using var context = db.ForPlatform();
        return await context.UserSessions.Where(s => s.LastSeenAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    private static string Key(Guid sessionId) => $"session:{sessionId:N}";

    private async Task<string?> StampAsync(Guid sessionId, Guid userId, CancellationToken cancellationToken)
    {
        await using var context = db.ForPlatform();
        var found = await context.UserSessions
            .Where(s => s.Id == sessionId && s.UserId == userId && s.RevokedAt == null)
            .Join(context.Users, s => s.UserId, u => u.Id, (s, u) => new { s.LastSeenAt, u.SecurityStamp })
            .SingleOrDefaultAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (found is not null && found.LastSeenAt < now - SeenEvery)
            await context.UserSessions.Where(s => s.Id == sessionId)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), cancellationToken);
        return found?.SecurityStamp;
    }
}
