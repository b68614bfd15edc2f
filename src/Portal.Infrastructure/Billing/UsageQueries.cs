using Npgsql;
using Portal.Domain.Billing;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Billing;

/// <summary>What a store has sent of what its plan allows.</summary>
public sealed class UsageQueries(PortalDatabase database, TimeProvider time)
{
    // $1 tenant, $2 first day of the month
    private const string Standing = """
        select t.plan,
               (select coalesce(sum(u.events), 0)::bigint from event_usage u where u.tenant_id = $1 and u.day >= $2),
               array(select c.quota from quota_crossings c where c.tenant_id = $1 and c.month = $2 order by c.quota),
               array(select c.crossed_at from quota_crossings c where c.tenant_id = $1 and c.month = $2 order by c.quota)
        from tenants t where t.id = $1
        """;

    private const string Held =
        "select coalesce(sum(events), 0)::bigint from event_batches where tenant_id = $1 and held and $2::date is not null";

    private const string Days = """
        select day, sum(events)::bigint from event_usage where tenant_id = $1 and day >= $2 - interval '1 month' group by day
        """;

    /// <summary>Where the store stands in this month.</summary>
    public async Task<QuotaStanding> StandingAsync(Guid tenantId, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand(Standing, connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = MonthlyQuota.MonthOf(now) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return (await ReadStandingAsync(reader, now, cancellationToken)).Standing;
    }

    /// <summary>The month with its days, beside those of the month before.</summary>
    public async Task<UsageReport> MonthAsync(Guid tenantId, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var month = MonthlyQuota.MonthOf(now);
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in (string[])[Standing, Held, Days])
        {
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = tenantId }, new() { Value = month } } });
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var (plan, standing) = await ReadStandingAsync(reader, now, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var held = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        var days = new Dictionary<DateOnly, long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            days[reader.GetFieldValue<DateOnly>(0)] = reader.GetInt64(1);
        }

        return new(plan, standing, held, month, Of(days, month, now.UtcDateTime.Day),
            Of(days, month.AddMonths(-1), month.DayNumber - month.AddMonths(-1).DayNumber));
    }

    private static async Task<(Plan Plan, QuotaStanding Standing)> ReadStandingAsync(
        NpgsqlDataReader reader, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken);
        var plan = PlanCatalogue.Of(reader.GetString(0));
        var quota = Array.IndexOf(reader.GetFieldValue<long[]>(2), plan.MonthlyEvents ?? 0);
        DateTimeOffset? crossedAt = quota < 0 ? null : reader.GetFieldValue<DateTime[]>(3)[quota];
        return (plan, MonthlyQuota.Of(plan, reader.GetInt64(1), crossedAt, now));
    }

    private static IReadOnlyList<long> Of(Dictionary<DateOnly, long> days, DateOnly month, int count) =>
        [.. Enumerable.Range(0, count).Select(day => days.GetValueOrDefault(month.AddDays(day)))];
}

/// <summary>A store's month as the usage page shows it. Days and months are those of UTC.</summary>
/// <param name="Held">Events that are kept and wait to be released, of any month.</param>
/// <param name="Days">Events of each day of the month up to today.</param>
/// <param name="DaysBefore">Events of each day of the month before.</param>
public sealed record UsageReport(
    Plan Plan, QuotaStanding Standing, long Held, DateOnly Month, IReadOnlyList<long> Days, IReadOnlyList<long> DaysBefore)
{
    /// <summary>True when nothing arrived in either month.</summary>
    public bool IsEmpty => Days.All(events => events == 0) && DaysBefore.All(events => events == 0);
}
