using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Funnels;

/// <summary>Keeps a funnel under a name, or changes one.</summary>
public sealed class SaveFunnel(PortalDb db, TimeProvider time)
{
    /// <param name="funnelId">The funnel to change; null makes one.</param>
    public async Task<SaveFunnelResult> RunAsync(
        Guid tenantId, Guid actorId, Guid? funnelId, string? name, FunnelDefinition definition,
        CancellationToken cancellationToken = default)
    {
        var errors = definition.Check();
        errors.Require(!string.IsNullOrWhiteSpace(name), "name", "Enter a name for the funnel.");
        errors.Require(name is null || name.Trim().Length <= SavedFunnel.NameLength, "name",
            $"Use at most {SavedFunnel.NameLength} characters.");
        await using var context = db.ForTenant(tenantId);
        if (funnelId is null)
            errors.Require(await context.Funnels.CountAsync(cancellationToken) < SavedFunnel.MaxPerStore, "name",
                $"A store keeps at most {SavedFunnel.MaxPerStore} funnels. Delete one first.");
        if (!errors.None)
            return new SaveFunnelResult.Invalid(errors);

        var now = time.GetUtcNow();
        var funnel = funnelId is null
            ? context.Add(new SavedFunnel
            {
                TenantId = tenantId,
                Id = Guid.CreateVersion7(now),
                Name = "",
                Definition = definition,
                CreatedBy = actorId,
                CreatedAt = now
            }).Entity
            : await context.Funnels.SingleOrDefaultAsync(f => f.Id == funnelId, cancellationToken);
        if (funnel is null)
            return new SaveFunnelResult.Missing();

        (funnel.Name, funnel.Definition, funnel.ChangedAt) = (name!.Trim(), definition, now);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return new SaveFunnelResult.Saved(funnel.Id);
        }
        catch (DbUpdateException exception) when (
            exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new SaveFunnelResult.Invalid(FieldErrors.Of("name", "Another funnel has this name."));
        }
        catch (DbUpdateConcurrencyException)
        {
            return new SaveFunnelResult.Missing();
        }
    }
}
