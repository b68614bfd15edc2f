using Portal.Domain.Analytics;
using Portal.Domain.Tenancy;
using Portal.Testing.Tenancy;

namespace Portal.Infrastructure.Tests.Analytics;

/// <summary>The test store as its pages see it: in euros and on Berlin's time.</summary>
internal static class Berlin
{
    /// <summary>Days of 2026, first and last included.</summary>
    public static AnalyticsRange Days(int month, int from, int to, bool bots = false) =>
        new(new(new(2026, month, from), new(2026, month, to)), "Europe/Berlin", bots);

    public static CurrentStore Open(this TestStore store) =>
        new(store.TenantId, store.Slug, "Store", "EUR", "Europe/Berlin", "DE", StoreRole.Owner);
}
