using System.Globalization;
using Npgsql;
using Portal.Domain.Tracking;
using Portal.Infrastructure.Data;

namespace Portal.Testing.Tenancy;

/// <summary>A store with one site and one write key, made straight in the database.</summary>
public sealed record TestStore(Guid TenantId, Guid SiteId, string WriteKey, string Slug)
{
    private static int _count;

    /// <param name="plan">Without rate and quota, unless the test is about them.</param>
    public static async Task<TestStore> CreateAsync(
        PortalDatabase database, string currency = "EUR", string timeZone = "Europe/Berlin", string plan = "unmetered",
        params string[] allowedOrigins)
    {
        var number = Interlocked.Increment(ref _count);
        var store = new TestStore(Guid.NewGuid(), Guid.NewGuid(), Domain.Tracking.WriteKey.NewKey(),
            string.Create(CultureInfo.InvariantCulture, $"store-{number}"));
        await using var batch = database.Owner.CreateBatch();
        Add(batch,
            "insert into tenants (id, slug, name, currency, time_zone, country, plan, created_at) values ($1, $2, $3, $4, $5, 'DE', "
            + "$6, now())",
            store.TenantId, store.Slug, $"Store {number}", currency, timeZone, plan);
        Add(batch,
            "insert into sites (tenant_id, id, name, domain, allowed_origins, created_at) values ($1, $2, 'Shop', 'shop.example', "
            + "$3, now())",
            store.TenantId, store.SiteId, allowedOrigins);
        Add(batch, "insert into write_keys (tenant_id, id, site_id, key, created_at) values ($1, $2, $3, $4, now())",
            store.TenantId, Guid.NewGuid(), store.SiteId, store.WriteKey);
        await batch.ExecuteNonQueryAsync();
        return store;
    }

    private static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        batch.BatchCommands.Add(command);
    }
}
