namespace Portal.Infrastructure.Orders.Writing;

/// <summary>Tells answers kept by day that the orders of some days are other than they were.</summary>
internal static class LedgerDaysSql
{
    /// <summary>A new version for each day whose orders the ledger now says something else of. $1 is the tenant.</summary>
    public const string Raise = """
        insert into day_versions (tenant_id, subject, day, version)
        select $1, 'orders', d.day, nextval('day_versions_version') from (select distinct ordered_on as day from posted_entries order by 1) d
        on conflict (tenant_id, subject, day) do update set version = excluded.version
        """;
}
