using Npgsql;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Keeps <c>presence_rollups</c>: recounts the persons whose days have changed, with their days of before and after.</summary>
internal sealed class PresenceProjection(NpgsqlConnection connection, Guid tenantId)
{
    private const string OfPersons = "select visitor, person, day, is_bot from visitor_days where tenant_id = $1 and person = any($2)";

    private readonly PresenceRollup _rollup = new();

    /// <summary>Recounts after days were added and visitors were moved.</summary>
    /// <param name="added">The new rows.</param>
    /// <param name="moved">The visitors whose person has changed, with the one before and the one after.</param>
    public async Task CountAsync(
        IReadOnlyCollection<VisitorDay> added, IReadOnlyDictionary<long, (long Before, long After)> moved,
        CancellationToken cancellationToken)
    {
        var persons = added.Select(d => d.Person).Concat(moved.Values.SelectMany(m => new[] { m.Before, m.After })).Distinct().ToArray();
        if (persons.Length == 0)
        {
            return;
        }

        var after = await LoadAsync(OfPersons, persons, cancellationToken);
        var isNew = added.Select(d => (d.Visitor, d.Day, d.IsBot)).ToHashSet();
        Add(after.Where(d => !isNew.Contains((d.Visitor, d.Day, d.IsBot)))
            .Select(d => moved.TryGetValue(d.Visitor, out var move) ? d with { Person = move.Before } : d), -1);
        Add(after, 1);
    }

    /// <summary>Takes visitors out; to be called while their days are still there.</summary>
    public async Task ForgetAsync(long[] visitors, CancellationToken cancellationToken)
    {
        var before = await LoadAsync(
            """
            select visitor, person, day, is_bot from visitor_days
            where tenant_id = $1 and person in (select person from visitor_days where tenant_id = $1 and visitor = any($2))
            """,
            visitors, cancellationToken);
        Add(before, -1);
        Add(before.Where(d => !visitors.Contains(d.Visitor)), 1);
    }

    public Task WriteAsync(CancellationToken cancellationToken) => _rollup.WriteAsync(connection, tenantId, cancellationToken);

    /// <summary>Counts everybody anew from all visitors' days.</summary>
    public static async Task RebuildAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            with days as materialized (
              select with_bots, person, day, lag(day) over person_days as before, min(day) over person_days as first
              from (
                select false as with_bots, person, day from visitor_days where tenant_id = $1 and not is_bot group by person, day
                union all
                select true, person, day from visitor_days where tenant_id = $1 group by person, day) as all_days
              window person_days as (partition by with_bots, person order by day)
            ),
            cells as (
              select 'return' as kind, with_bots, day, coalesce(before, '-infinity') as since from days
              union all
              select 'day', with_bots, day, first from days
              union all
              select 'week', with_bots, week, min(week) over (partition by with_bots, person)
              from (select distinct with_bots, person, day - (extract(isodow from day)::integer - 1) as week from days) as weeks
              union all
              select 'last', with_bots, max(day), min(day) from days group by with_bots, person
            )
            insert into presence_rollups (tenant_id, kind, with_bots, day, since, persons)
            select $1, kind, with_bots, day, since, count(*) from cells group by kind, with_bots, day, since
            """, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId });
        await using (var clear = new NpgsqlCommand("delete from presence_rollups where tenant_id = $1", connection) { CommandTimeout = 0 })
        {
            clear.Parameters.Add(new() { Value = tenantId });
            await clear.ExecuteNonQueryAsync(cancellationToken);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private void Add(IEnumerable<VisitorDay> days, int sign)
    {
        foreach (var person in days.GroupBy(d => d.Person))
        {
            _rollup.Add([.. person.Select(d => (d.Day, d.IsBot))], sign);
        }
    }

    private async Task<List<VisitorDay>> LoadAsync(string sql, long[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = values });
        return await VisitorDay.ReadAsync(command, cancellationToken);
    }
}
