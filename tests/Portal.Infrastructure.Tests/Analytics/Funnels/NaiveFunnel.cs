using Portal.Infrastructure.Data;
using Portal.Testing.Data;

namespace Portal.Infrastructure.Tests.Analytics.Funnels;

/// <summary>A funnel counted by trying every chain of every person's events, as anybody would write it in SQL.</summary>
/// <param name="Steps">Conditions on an event <c>p</c>, one for each step.</param>
/// <param name="Window">As PostgreSQL reads an interval.</param>
internal sealed record NaiveFunnel(IReadOnlyList<string> Steps, string Window, bool Bots = false)
{
    private const string From = "timestamptz '2026-03-28 00:00 Europe/Berlin'";
    private const string Until = "timestamptz '2026-03-31 00:00 Europe/Berlin'";

    private string Furthest => $"""
        with recursive p as (
          select e.*, coalesce(i.person, e.visitor) as person
          from events e left join identities i on i.tenant_id = e.tenant_id and i.visitor = e.visitor
          where e.tenant_id = $1 {(Bots ? "" : "and not e.is_bot")}
        ),
        chains as (
          select person, 1 as step, occurred_at as started, occurred_at as at, array[message_id] as used
          from p where ({Steps[0]}) and occurred_at >= {From} and occurred_at < {Until}
          union all
          select p.person, c.step + 1, c.started, p.occurred_at, c.used || p.message_id
          from chains c join p on p.person = c.person and p.occurred_at >= c.at and p.occurred_at - c.started <= interval '{Window}'
            and p.message_id <> all (c.used)
          where {string.Join("\n or ", Steps.Skip(1).Select((condition, index) => $"(c.step = {index + 1} and ({condition}))"))}
        ),
        furthest as (select distinct on (person) person, step, started, at from chains order by person, step desc, at, started desc)
        """;

    /// <summary>People at each step.</summary>
    public Task<List<long>> PeopleAsync(PortalDatabase database, Guid tenantId) => database.ListAsync<long>(
        $"{Furthest} select count(*) filter (where step >= s) from generate_series(1, {Steps.Count}) s left join furthest on true group "
            + $"by s order by s", tenantId);

    /// <summary>Each person with steps taken, and when the first and the last were.</summary>
    public Task<List<string>> OutcomesAsync(PortalDatabase database, Guid tenantId) => database.ListAsync<string>(
        $"{Furthest} select concat_ws('|', person, step, extract(epoch from at)::numeric) from furthest", tenantId);

    /// <summary>Seconds between two steps in the middle, where there are two: their median.</summary>
    public Task<List<double?>> MedianOfTwoStepsAsync(PortalDatabase database, Guid tenantId) => database.ListAsync<double?>(
        $"{Furthest} select percentile_cont(0.5) within group (order by extract(epoch from at - started)) from furthest where step = 2",
        tenantId);

    /// <summary>People at each step by a column of the session in which they took the first.</summary>
    public Task<List<string>> GroupsAsync(PortalDatabase database, Guid tenantId, string column) => database.ListAsync<string>(
        $"""
        {Furthest},
        valued as (
          select f.*, (
            select {column} from sessions s
            where s.tenant_id = $1 and s.person = f.person and s.started_at <= f.started
              and s.ended_at >= f.started {(Bots ? "" : "and not s.is_bot")}
            order by s.started_at desc limit 1) as value
          from furthest f
        )
        select concat_ws('|', coalesce(value, '-'), {string.Join(", ", Steps.Select((_, index) => $"count(*) filter (where step > {index})"))}) from valued group by value
        """,
        tenantId);
}
