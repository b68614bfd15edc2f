namespace Portal.Infrastructure.Orders.Writing;

/// <summary>Tells answers kept by day that the orders of some days are other than they were.</summary>
internal static class LedgerDaysSql
{
    /// <summary>
    /// A new version for each day whose orders the ledger now says something else of, and for each on which a customer's orders now
    /// follow others than they did: an earlier one that comes late makes the later one no first. $1 is the tenant.
    /// </summary>
    public const string Raise = """
        insert into day_versions (tenant_id, subject, day, version)
        select $1, 'orders', d.day, nextval('day_versions_version') from (
          select ordered_on as day from posted_entries
          union
          select day from (select day from presence_changes group by customer_id, day, before having sum(customers) <> 0) p
          order by 1) d
        on conflict (tenant_id, subject, day) do update set version = excluded.version
        """;
}
