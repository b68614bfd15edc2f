using Npgsql;
using Portal.Domain.Demo;

namespace Portal.Infrastructure.Demo;

/// <summary>Writes a demo store's campaigns, what each day of them cost, and days of its own.</summary>
internal static class DemoMarketing
{
    public static async Task WriteAsync(NpgsqlConnection connection, DemoTarget target, DemoPlan plan, CancellationToken cancellationToken)
    {
        await using var rows = connection.CreateBatch();
        var campaigns = DemoAds.Campaigns;
        DemoSales.Add(rows, """
            insert into campaigns (tenant_id, code, name, channel, source, budget, starts_on, created_at, updated_at)
            select $1, c.code, c.name, c.channel, c.source, c.budget, c.starts_on, $8, $8
            from unnest($2, $3, $4, $5, $6, $7) as c (code, name, channel, source, budget, starts_on)
            """,
            target.TenantId, campaigns.Select(c => c.Code).ToArray(), campaigns.Select(c => c.Name).ToArray(),
            campaigns.Select(c => c.Channel).ToArray(), campaigns.Select(c => c.Source).ToArray(),
            campaigns.Select(c => c.Budget).ToArray(),
            campaigns.Select(c => DemoProfile.DayOf(plan.Opened).AddDays(c.Start)).ToArray(), plan.Opened.UtcDateTime);
        var spend = DemoAds.Spend(plan.Seed, plan.Opened, plan.Scale, DemoProfile.DayOf(plan.From),
            DemoProfile.DayOf(plan.Until).AddDays(-1)).ToArray();
        Add(rows, target, spend, plan.Until);
        var birthdays = Enumerable.Range(plan.Opened.Year, plan.Until.Year - plan.Opened.Year + 1).Select(year => new DateOnly(year, 10, 4))
            .ToArray();
        DemoSales.Add(rows, """
            insert into seasons (tenant_id, code, name, starts_on, ends_on, created_at, updated_at)
            select $1, 'birthday-' || extract(year from d)::integer, 'Shop birthday', d, d + 2, $3, $3 from unnest($2) d
            """, target.TenantId, birthdays, plan.Opened.UtcDateTime);
        await rows.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds the days of advertising since a store was last open, up to yesterday.</summary>
    /// <param name="opened">When the shop opened, from which its growth counts.</param>
    public static void Continue(NpgsqlBatch rows, DemoTarget target, ulong seed, DateTimeOffset opened, double scale, DateTimeOffset at)
    {
        var yesterday = DemoProfile.DayOf(at).AddDays(-1);
        Add(rows, target, [.. DemoAds.Spend(seed, opened, scale, yesterday.AddDays(-(int)DemoCatchUp.Limit.TotalDays), yesterday)], at);
    }

    // Days that are there stay.
    private static void Add(NpgsqlBatch rows, DemoTarget target, IReadOnlyList<DemoSpend> spend, DateTimeOffset at) => DemoSales.Add(rows, """
        insert into ad_spend (tenant_id, day, channel, source, campaign, cost, currency, impressions, clicks, updated_at)
        select $1, s.day, s.channel, s.source, s.campaign, s.cost, $9, s.impressions, s.clicks, $10
        from unnest($2, $3, $4, $5, $6, $7, $8) as s (day, channel, source, campaign, cost, impressions, clicks)
        on conflict do nothing
        """,
        target.TenantId, spend.Select(s => s.Day).ToArray(), spend.Select(s => s.Channel).ToArray(), spend.Select(s => s.Source).ToArray(),
        spend.Select(s => s.Campaign).ToArray(),
        spend.Select(s => s.Cost).ToArray(), spend.Select(s => s.Impressions).ToArray(), spend.Select(s => s.Clicks).ToArray(),
        DemoProfile.Currency, at.UtcDateTime);
}
