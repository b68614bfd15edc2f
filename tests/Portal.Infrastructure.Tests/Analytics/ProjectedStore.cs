using Portal.Domain.Analytics;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;

namespace Portal.Infrastructure.Tests.Analytics;

/// <summary>A store in Berlin whose read models hold every event that a test gives it.</summary>
internal sealed class ProjectedStore(PortalDatabase database, TestStore store)
{
    public CurrentStore Current { get; } = new(store.TenantId, store.Slug, "Store", "EUR", "Europe/Berlin", "DE", StoreRole.Owner);

    public Guid Id => store.TenantId;

    /// <summary>Days of the store in 2026, first and last included.</summary>
    public static AnalyticsRange Days(int month, int from, int to, bool bots = false) => new(new(new(2026, month, from), new(2026, month, to)), "Europe/Berlin", bots);

    public static async Task<ProjectedStore> CreateAsync(PortalDatabase database) => new(database, await TestStore.CreateAsync(database));

    public async Task AddAsync(params IReadOnlyList<TestEvent> events)
    {
        await TestEvent.WriteAsync(database, store, events);
        await new Projector(database, new(database, TimeProvider.System), TimeProvider.System).CatchUpAsync(store.TenantId, CancellationToken.None);
    }
}
