using Npgsql;
using Portal.Domain.Demo;
using Portal.Infrastructure.Demo;
using Portal.Testing.Data;

namespace Portal.Infrastructure.Tests.Demo;

/// <summary>A database with demo stores in it.</summary>
public sealed class DemoFixture : PostgresFixture
{
    /// <summary>Founds a demo store and writes the last days of a small one's history.</summary>
    public async Task<(DemoTarget Target, DemoPlan Plan, DemoTotals Totals)> CreateAsync(
        DateTimeOffset now, int days, IProgress<DemoProgress>? progress = null, double scale = 0.145)
    {
        var target = new DemoTarget(Guid.NewGuid(), Guid.NewGuid());
        var plan = DemoPlan.For(DemoProfile.Seed, DemoSize.Small, now) with { From = now.AddDays(-days), Scale = scale };
        var totals = await new DemoStore(Database.Owner)
            .CreateAsync(target, plan, (c, ct) => FoundAsync(c, target, ct), progress, CancellationToken.None);
        return (target, plan, totals);
    }

    /// <summary>The store's own row and its site.</summary>
    public static async Task FoundAsync(NpgsqlConnection connection, DemoTarget target, CancellationToken cancellationToken)
    {
        await using var rows = connection.CreateBatch();
        rows.BatchCommands.Add(new("""
            insert into tenants (id, slug, name, currency, time_zone, country, daily_revenue_goal, is_demo, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, true, now())
            """)
        {
            Parameters =
            {
                new() { Value = target.TenantId },
                new() { Value = "demo-" + target.TenantId.ToString("N")[..8] },
                new() { Value = DemoProfile.Name },
                new() { Value = DemoProfile.Currency },
                new() { Value = DemoProfile.TimeZone },
                new() { Value = DemoProfile.Country },
                new() { Value = DemoProfile.DailyRevenueGoal },
            },
        });
        rows.BatchCommands.Add(new("insert into sites (tenant_id, id, name, domain, created_at) values ($1, $2, $3, $4, now())")
        {
            Parameters = { new() { Value = target.TenantId }, new() { Value = target.SiteId }, new() { Value = DemoProfile.Name },
                new() { Value = DemoProfile.Domain } },
        });
        await rows.ExecuteNonQueryAsync(cancellationToken);
    }
}
