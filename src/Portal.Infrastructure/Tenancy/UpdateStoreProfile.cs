using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Changes what a store says of itself.</summary>
public sealed class UpdateStoreProfile(PortalDb db)
{
    /// <returns>What is wrong with the profile; nothing was changed unless it is empty.</returns>
    public async Task<FieldErrors> RunAsync(Guid tenantId, StoreProfile profile, CancellationToken cancellationToken = default)
    {
        var errors = profile.Check();
        if (!errors.None)
            return errors;

        await using var context = db.ForTenant(tenantId);
        var tenant = await context.Tenants.SingleAsync(t => t.Id == tenantId, cancellationToken);
        tenant.Name = profile.Name!.Trim();
        if (tenant.TimeZone != profile.TimeZone)
            (tenant.TimeZone, tenant.DaysBookedTo) = (profile.TimeZone!, Guid.Empty);
        tenant.Country = profile.Country!;
        tenant.DailyRevenueGoal = profile.DailyRevenueGoal;
        await context.SaveChangesAsync(cancellationToken);
        return errors;
    }
}
