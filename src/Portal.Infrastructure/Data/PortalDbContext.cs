using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Analytics.Goals;
using Portal.Domain.Tenancy;
using Portal.Domain.Tracking;
using Portal.Infrastructure.Identity;

namespace Portal.Infrastructure.Data;

/// <summary>
/// The unit of work over the portal's tables. It works for at most one store: rows of other stores are left out by the
/// query filter here and, whatever the query says, by PostgreSQL's row-level security.
/// </summary>
public sealed class PortalDbContext(DbContextOptions<PortalDbContext> options) : IdentityUserContext<PortalUser, Guid>(options)
{
    /// <summary>The store this context works for; null sees no tenant-owned row.</summary>
    public Guid? TenantId { get; init; }

    /// <summary>The person who may, beside the store's rows, see her own memberships.</summary>
    public Guid? ActingUserId { get; init; }

    public DbSet<Tenant> Tenants => Set<Tenant>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Site> Sites => Set<Site>();
    public DbSet<WriteKey> WriteKeys => Set<WriteKey>();
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();
    public DbSet<SavedFunnel> Funnels => Set<SavedFunnel>();
    public DbSet<Goal> Goals => Set<Goal>();
    public DbSet<UserSession> UserSessions => Set<UserSession>();
    public DbSet<PlatformToken> PlatformTokens => Set<PlatformToken>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);
        builder.Entity<Membership>().HasQueryFilter(m => m.TenantId == TenantId || m.UserId == ActingUserId);
        builder.Entity<Invitation>().HasQueryFilter(i => i.TenantId == TenantId);
        builder.Entity<Site>().HasQueryFilter(s => s.TenantId == TenantId);
        builder.Entity<WriteKey>().HasQueryFilter(k => k.TenantId == TenantId);
        builder.Entity<ApiToken>().HasQueryFilter(t => t.TenantId == TenantId);
        builder.Entity<SavedFunnel>().HasQueryFilter(f => f.TenantId == TenantId);
        builder.Entity<Goal>().HasQueryFilter(g => g.TenantId == TenantId);
        SnakeCase.Apply(builder);
    }
}
