using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tenancy;
using Portal.Domain.Tracking;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Tracking;

/// <summary>Makes a site with its first write key, or changes one.</summary>
public sealed class SaveSite(PortalDb db, TimeProvider time)
{
    /// <param name="siteId">The site to change; null makes one.</param>
    public async Task<SaveSiteResult> RunAsync(
        Guid tenantId, Guid? siteId, SiteDetails details, CancellationToken cancellationToken = default)
    {
        var errors = details.Check();
        if (!errors.None)
            return new SaveSiteResult.Invalid(errors);

        await using var context = db.ForTenant(tenantId);
        var site = siteId is null
            ? Add(context, tenantId)
            : await context.Sites.SingleOrDefaultAsync(s => s.Id == siteId && s.ArchivedAt == null, cancellationToken);
        if (site is null)
            return new SaveSiteResult.Missing();

        site.Name = details.Name!.Trim();
        site.Domain = details.Domain!.ToLowerInvariant();
        site.AllowedOrigins = [.. details.AllowedOrigins.Select(origin => origin.ToLowerInvariant()).Distinct()];
        site.ConsentRequired = details.ConsentRequired;
        site.RespectDoNotTrack = details.RespectDoNotTrack;
        site.AutoPage = details.AutoPage;
        site.WebVitals = details.WebVitals;
        await context.SaveChangesAsync(cancellationToken);
        return new SaveSiteResult.Saved(site.Id);
    }

    private Site Add(PortalDbContext context, Guid tenantId)
    {
        var now = time.GetUtcNow();
        var site = new Site { TenantId = tenantId, Id = Guid.CreateVersion7(now), Name = "", Domain = "", CreatedAt = now };
        context.Add(site);
        context.Add(new WriteKey
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            SiteId = site.Id,
            Key = WriteKey.NewKey(),
            CreatedAt = now
        });
        return site;
    }
}

/// <summary>How making or changing a site ended.</summary>
public abstract record SaveSiteResult
{
    private SaveSiteResult()
    {
    }

    public sealed record Saved(Guid SiteId) : SaveSiteResult;

    /// <summary>The store has no such site in use.</summary>
    public sealed record Missing : SaveSiteResult;

    public sealed record Invalid(FieldErrors Errors) : SaveSiteResult;
}
