using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Identity;

namespace Portal.Infrastructure.Data;

/// <summary>Makes contexts, each bound to what it may see. A context lives for one operation.</summary>
public sealed class PortalDb(PortalDatabase database)
{
    private static readonly RightsInterceptor Rights = new();

    // The interceptor makes the connections; the string is for nothing but to be there.
    private readonly DbContextOptions<PortalDbContext> _options = new DbContextOptionsBuilder<PortalDbContext>()
        .UseNpgsql("Host=made-by-the-interceptor")
        .AddInterceptors(new TenantInterceptor(database), Rights)
        .UseQueryTrackingBehavior(QueryTrackingBehavior.TrackAll)
        .Options;

    /// <summary>A context for one store.</summary>
    public PortalDbContext ForTenant(Guid tenantId) => new(_options) { TenantId = tenantId };

    /// <summary>A context that sees what a person may see of every store: the stores and her own memberships.</summary>
    public PortalDbContext ForPerson(Guid userId) => new(_options) { ActingUserId = userId };

    /// <summary>A context that sees no store, for people, sessions and platform tokens.</summary>
    public PortalDbContext ForPlatform() => new(_options);
}
