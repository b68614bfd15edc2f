using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Analytics;

/// <summary>The speed of a shop's pages, straight in the read model.</summary>
internal static class MeasuredPages
{
    /// <summary>
    /// What the projection leaves of some fifty thousand measured loads a day: sixty values of each measurement and device for the
    /// pages that most people see, one for those of the long tail.
    /// </summary>
    /// <param name="rare">Pages that a few people load in a day.</param>
    public static async Task WriteAsync(PortalInstallation installation, TestStore store, DateOnly last, int days, int rare)
    {
        for (var day = last.AddDays(1 - days); day <= last; day = day.AddDays(1))
        {
            await installation.Database.ExecuteAsync("""
                insert into web_vital_rollups (tenant_id, day, is_bot, metric, device, path, value, samples)
                select $1, $2::date, false, m.metric, v.device, p.path, k * m.unit,
                    1 + (hashint4(k * 31 + ($2::date - date '2020-01-01')) & p.most)
                from (values ('lcp', 100), ('inp', 10), ('cls', 100), ('fcp', 100), ('ttfb', 10)) m (metric, unit)
                cross join (values ('mobile'), ('desktop')) v (device)
                cross join (
                    values ('', 15), ('/', 15)
                    union all select '/c/' || n, 15 from generate_series(1, 60) n
                    union all select '/p/' || n, 0 from generate_series(1, $3) n) p (path, most)
                cross join lateral (
                    select 10 + mod(abs(hashtext(p.path || m.metric || v.device || $2::date)::bigint), 60)::int as place) lone
                cross join lateral generate_series(
                    case p.most when 0 then lone.place else 10 end, case p.most when 0 then lone.place else 69 end) k
                on conflict do nothing
                """, store.TenantId, day, rare);
        }

        await installation.Database.ExecuteAsync("analyze web_vital_rollups");
    }
}
