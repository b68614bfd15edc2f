using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Privacy;

/// <summary>What a store keeps of its visitors.</summary>
public sealed class PrivacyQueries(PortalDb db)
{
    /// <summary>What is kept of their addresses: an <see cref="IpPrivacy"/>.</summary>
    public async Task<string> IpPrivacyAsync(Guid tenantId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        return await context.Tenants.Where(t => t.Id == tenantId).Select(t => t.IpPrivacy).SingleAsync(cancellationToken);
    }
}
