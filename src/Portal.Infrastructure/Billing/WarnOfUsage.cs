using Microsoft.EntityFrameworkCore;
using Portal.Domain.Billing;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Messaging;

namespace Portal.Infrastructure.Billing;

/// <summary>
/// Tells the owners of a store by mail, once for each share of a plan's quota in a month. Only of the highest that was reached.
/// </summary>
public sealed class WarnOfUsage(PortalDb db, Mailer mailer, TimeProvider time)
{
    /// <param name="used">Events of the month so far.</param>
    /// <returns>Mails that are on their way.</returns>
    public async Task<int> RunAsync(Guid tenantId, Plan plan, long used, CancellationToken cancellationToken = default)
    {
        if (plan.MonthlyEvents is not { } quota || MonthlyQuota.WarningAt(used, quota) is not { } percent)
        {
            return 0;
        }

        var now = time.GetUtcNow();
        await using var context = db.ForTenant(tenantId);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await RecordAsync(context, tenantId, plan, percent, now, cancellationToken) == 0)
        {
            return 0;
        }

        foreach (var lower in MonthlyQuota.Warnings.Where(share => share < percent))
        {
            await RecordAsync(context, tenantId, plan, lower, now, cancellationToken);
        }

        var store = await context.Tenants.AsNoTracking().SingleAsync(t => t.Id == tenantId, cancellationToken);
        var owners = await context.Memberships.Where(m => m.Role == StoreRole.Owner)
            .Join(context.Users, m => m.UserId, u => u.Id, (_, user) => user.Email!).ToListAsync(cancellationToken);
        var standing = MonthlyQuota.Of(plan, used, null, now);
        owners.ForEach(owner => mailer.UsageWarning(context, owner, store.Name, store.Slug, plan, standing, percent));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return owners.Count;
    }

    private static Task<int> RecordAsync(
        PortalDbContext context, Guid tenantId, Plan plan, int percent, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync($"""
            insert into quota_warnings (tenant_id, month, plan, percent, warned_at)
            values ({tenantId}, {MonthlyQuota.MonthOf(now)}, {plan.Key}, {(short)percent}, {now}) on conflict do nothing
            """, cancellationToken);
}
