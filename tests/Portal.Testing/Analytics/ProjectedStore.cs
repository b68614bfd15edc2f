using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;

namespace Portal.Testing.Analytics;

/// <summary>Brings events into a store's read models by the way that real ones go.</summary>
public static class ProjectedStore
{
    /// <summary>A new store in euros and on Berlin's time, in which these events happened.</summary>
    public static async Task<TestStore> WithAsync(PortalDatabase database, params IReadOnlyList<TestEvent> events)
    {
        var store = await TestStore.CreateAsync(database);
        await store.ProjectAsync(database, events);
        return store;
    }

    /// <summary>Writes events and takes them in.</summary>
    public static async Task ProjectAsync(this TestStore store, PortalDatabase database, params IReadOnlyList<TestEvent> events)
    {
        await TestEvent.WriteAsync(database, store, events);
        var rebuild = new RebuildReadModels(database, TimeProvider.System);
        await new Projector(database, rebuild, TimeProvider.System).CatchUpAsync(store.TenantId, CancellationToken.None);
    }
}
