using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Data.Workloads;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Reads of stores and of who may open them.</summary>
public sealed class StoreQueries(PortalDb db, TimeProvider time)
{
    /// <summary>The person's stores by name.</summary>
    public async Task<IReadOnlyList<StoreListing>> ForPersonAsync(Guid userId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForPerson(userId);
        return await context.Memberships.Where(m => m.UserId == userId)
            .Join(context.Tenants, m => m.TenantId, t => t.Id, (m, t) => new { m, t })
            .OrderBy(x => x.t.Name)
            .Select(x => new StoreListing(x.t.Id, x.t.Slug, x.t.Name, x.m.Role, x.t.SuspendedAt != null, x.m.LastOpenedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The store a person would go on with: the one opened last, that is not suspended.</summary>
    public async Task<StoreListing?> LastOpenedAsync(Guid userId, CancellationToken cancellationToken = default) =>
        (await ForPersonAsync(userId, cancellationToken)).Where(s => !s.IsSuspended).MaxBy(s => s.LastOpenedAt ?? DateTimeOffset.MinValue);

    /// <summary>The profile of one store, as its API answers it.</summary>
    public async Task<Tenant?> ProfileAsync(Guid tenantId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        return await context.Tenants.AsNoTracking().SingleOrDefaultAsync(t => t.Id == tenantId, cancellationToken);
    }

    /// <summary>Remembers that a member opened the store now.</summary>
    public async Task RecordOpenedAsync(Guid tenantId, Guid userId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        var now = time.GetUtcNow();
        try
        {
            await context.Memberships.Where(m => m.UserId == userId && m.TenantId == tenantId)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.LastOpenedAt, now), cancellationToken);
        }
        catch (WorkloadSaturatedException)
        {
            // Not worth a page: the next one notes it.
        }
    }
}
