using Npgsql;
using Portal.Domain.Billing;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Billing;

/// <summary>
/// Releases the held events of a store that is within its quota again: those of earlier months, and all when its plan was
/// raised. They count in the month they arrived in, and the read models take them in as if they came now.
/// </summary>
public sealed class ReleaseHeldEvents(PortalDatabase database, TimeProvider time)
{
    // $1 tenant, $2 first day of the month, $3 quota
    private const string Release = """
        with released as (
          update event_batches set held = false
          where tenant_id = $1 and held
            and ((received_to at time zone 'UTC')::date < $2 or $3::bigint is null
              or (select coalesce(sum(u.events), 0) from event_usage u where u.tenant_id = $1 and u.day >= $2) < $3)
          returning events
        )
        select coalesce(sum(events), 0)::bigint from released
        """;

    /// <returns>Events that were released.</returns>
    public async Task<long> RunAsync(Guid tenantId, Plan plan, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand(Release, connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = MonthlyQuota.MonthOf(time.GetUtcNow()) });
        command.Parameters.Add(new()
        {
            Value = plan.MonthlyEvents ?? (object)DBNull.Value,
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint
        });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
