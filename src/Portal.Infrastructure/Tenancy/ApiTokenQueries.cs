using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Whom an API token speaks for.</summary>
public sealed record ApiTokenHolder(Guid TenantId, Guid Id, string[] Scopes, string Slug);

/// <summary>Reads of a store's API tokens.</summary>
public sealed class ApiTokenQueries(PortalDb db, IMemoryCache cache, TimeProvider time)
{
    private static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(1);

    /// <summary>The tokens in force, latest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(Guid tenantId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        return await context.ApiTokens.AsNoTracking().Where(t => t.RevokedAt == null)
            .OrderByDescending(t => t.CreatedAt).ToListAsync(cancellationToken);
    }

    /// <summary>Whom a presented secret speaks for; null when it is unknown, ended or its store suspended.</summary>
    public async Task<ApiTokenHolder?> FindAsync(string secret, CancellationToken cancellationToken = default)
    {
        if (!SecretToken.IsWellFormed(secret, ApiTokenSecret.Prefix))
            return null;

        await using var platform = db.ForPlatform();
        var holder = await platform.Database
            .SqlQuery<ApiTokenHolder>($"""
                select tenant_id as "TenantId", id as "Id", scopes as "Scopes", slug as "Slug"
                from find_api_token({SecretToken.Hash(secret)})
                """)
            .SingleOrDefaultAsync(cancellationToken);
        if (holder is not null)
            await RecordUseAsync(holder, cancellationToken);
        return holder;
    }

    private async Task RecordUseAsync(ApiTokenHolder holder, CancellationToken cancellationToken)
    {
        var key = $"api-token-used:{holder.Id:N}";
        if (cache.TryGetValue(key, out _))
            return;

        cache.Set(key, true, UsedEvery);
        var now = time.GetUtcNow();
        await using var context = db.ForTenant(holder.TenantId);
        await context.ApiTokens.Where(t => t.Id == holder.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, now), cancellationToken);
    }
}
