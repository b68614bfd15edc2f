using System.Collections.Concurrent;
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
    /// <summary>A session ended on another node is refused here after at most this long, should the notice of it be lost.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(60);
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, long> _forgotten = new();
    private long _allForgottenAt = long.MinValue;

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

    /// <summary>
    /// The principal as the account is now; null when the session has ended or the account's secrets are not those of then. What
    /// was read is believed for <see cref="Trust"/>, unless a notice tells of a change.
    /// </summary>
    public async Task<ClaimsPrincipal?> FindAsync(ClaimsPrincipal principal, CancellationToken cancellationToken = default)
    {
        if (principal.SessionId() is not { } sessionId || principal.UserId() is not { } userId)
            return null;

        var key = Key(sessionId);
        if (!cache.TryGetValue(key, out Standing? standing) || IsForgotten(userId, standing!.AskedAt))
        {
            var asked = time.GetTimestamp();
            standing = await ReadAsync(sessionId, userId, asked, cancellationToken);
            cache.Set(key, standing, Trust);
        }

        return standing.Stamp is not null && standing.Stamp == principal.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType)
            ? principal.WithAdministrator(standing.IsAdministrator)
            : null;
    }

    /// <summary>Notes that a session is in use, at most once a minute.</summary>
    /// <param name="lastSeenAt">When it was noted last.</param>
    public async Task RecordSeenAsync(Guid sessionId, DateTimeOffset lastSeenAt, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        if (lastSeenAt >= now - SeenEvery)
            return;

        await using var context = db.ForPlatform();
        await context.UserSessions.Where(s => s.Id == sessionId)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), cancellationToken);
    }

    /// <summary>What was read of a person's sessions is asked again.</summary>
    /// <param name="userId">Null with <paramref name="everybody"/> false forgets nothing.</param>
    internal void Forget(Guid? userId, bool everybody)
    {
        var now = time.GetTimestamp();
        if (everybody)
            _allForgottenAt = now;
        if (userId is not { } person)
            return;

        _forgotten[person] = now;
        foreach (var (known, at) in _forgotten)
        {
            // Nothing that was read before is believed that long anyway.
            if (time.GetElapsedTime(at, now) > 2 * Trust)
                _forgotten.TryRemove(new(known, at));
        }
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
    public async Task<bool> RevokeAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken = default) =>
        await RevokeAsync(userId, context => context.UserSessions.Where(s => s.Id == sessionId), cancellationToken) > 0;

    /// <summary>Ends every session of the person but one.</summary>
    /// <param name="kept">The session to keep; null keeps none.</param>
    /// <returns>How many were ended.</returns>
    public Task<int> RevokeOthersAsync(Guid userId, Guid? kept, CancellationToken cancellationToken = default) =>
        RevokeAsync(userId, context => kept is { } id ? context.UserSessions.Where(s => s.Id != id) : context.UserSessions,
            cancellationToken);

    private async Task<int> RevokeAsync(
        Guid userId, Func<PortalDbContext, IQueryable<UserSession>> chosen, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = db.ForPlatform();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var revoked = await chosen(context).Where(s => s.UserId == userId && s.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, now), cancellationToken);
        if (revoked > 0)
            await RightsNotices.NotifyAsync(context, RightsChange.Of(userId), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Forget(userId, everybody: false);
        return revoked;
    }

    /// <summary>Deletes sessions that were not seen for so long that no cookie can still belong to them.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PruneAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Kept;
        await using var context = db.ForPlatform();
        return await context.UserSessions.Where(s => s.LastSeenAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    private bool IsForgotten(Guid userId, long askedAt) =>
        askedAt <= _allForgottenAt || (_forgotten.TryGetValue(userId, out var at) && askedAt <= at);

    private static string Key(Guid sessionId) => $"session:{sessionId:N}";

    private async Task<Standing> ReadAsync(Guid sessionId, Guid userId, long asked, CancellationToken cancellationToken)
    {
        await using var context = db.ForPlatform();
        var found = await context.UserSessions
            .Where(s => s.Id == sessionId && s.UserId == userId && s.RevokedAt == null)
            .Join(context.Users, s => s.UserId, u => u.Id, (s, u) => new { s.LastSeenAt, u.SecurityStamp, u.IsAdministrator })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is not null)
            await RecordSeenAsync(sessionId, found.LastSeenAt, cancellationToken);
        return new(found?.SecurityStamp, found?.IsAdministrator == true, asked);
    }

    private sealed record Standing(string? Stamp, bool IsAdministrator, long AskedAt);
}
