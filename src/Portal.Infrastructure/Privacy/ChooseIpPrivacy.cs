using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Privacy;

/// <summary>Changes what a store keeps of its visitors' addresses. It holds for events from then on, on every node.</summary>
public sealed class ChooseIpPrivacy(PortalDb db)
{
    /// <returns>What is wrong with the choice; nothing was changed unless it is empty.</returns>
    public async Task<FieldErrors> RunAsync(Guid tenantId, string? choice, CancellationToken cancellationToken = default)
    {
        var errors = new FieldErrors();
        errors.Require(choice is not null && IpPrivacy.All.Contains(choice), "ipPrivacy", "Choose what is kept.");
        if (errors.None)
        {
            await using var context = db.ForTenant(tenantId);
            await context.Tenants.Where(t => t.Id == tenantId)
                .ExecuteUpdateAsync(t => t.SetProperty(x => x.IpPrivacy, choice!), cancellationToken);
        }

        return errors;
    }
}
