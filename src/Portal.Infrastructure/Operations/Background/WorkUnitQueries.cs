using Npgsql;
using NpgsqlTypes;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Operations.Background;

/// <summary>A unit of work that is not well, as the platform's administrators see it.</summary>
/// <param name="Store">The store's name; null when the work belongs to none.</param>
/// <param name="Since">Its first failure in the row.</param>
/// <param name="NextTryAt">When it is tried again; of no meaning for one that is set aside.</param>
/// <param name="QuarantinedAt">Since when it is set aside; null while it only waits.</param>
public sealed record UnwellWork(
    UnitOfWork Unit, string? Store, int Failures, string LastError, DateTimeOffset Since, DateTimeOffset LastFailedAt,
    DateTimeOffset? NextTryAt, DateTimeOffset? QuarantinedAt)
{
    /// <summary>True when it is not tried again until a person lets it.</summary>
    public bool IsQuarantined => QuarantinedAt is not null;
}

/// <summary>The units of work of every store that are not well, for the platform's administrators.</summary>
public sealed class WorkUnitQueries(PortalDatabase database)
{
    private const string Unwell = "from work_units w left join tenants t on t.id = w.tenant_id where w.failures > 0";

    /// <summary>Those that are set aside, then those that are tried again, the latest failure first; with how many there are.</summary>
    public async Task<(IReadOnlyList<UnwellWork> Units, long Total)> ListAsync(int max, CancellationToken cancellationToken)
    {
        await using var batch = database.Owner.CreateBatch();
        batch.BatchCommands.Add(new($"select count(*) {Unwell}"));
        batch.BatchCommands.Add(new($"""
            select w.service, w.tenant_id, w.unit, t.name, w.failures, coalesce(w.last_error, ''),
              coalesce(w.first_failed_at, w.last_failed_at), w.last_failed_at, w.next_try_at, w.quarantined_at
            {Unwell} order by w.quarantined_at is null, w.last_failed_at desc, w.tenant_id, w.service, w.unit limit $1
            """)
        {
            Parameters = { new() { Value = max, NpgsqlDbType = NpgsqlDbType.Integer } },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var total = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        var units = new List<UnwellWork>();
        while (await reader.ReadAsync(cancellationToken))
            units.Add(Read(reader));
        return (units, total);
    }

    private static UnwellWork Read(NpgsqlDataReader row) => new(
        new(row.GetString(0), row.GetGuid(1), row.GetString(2)), row.Text(3), row.GetInt32(4), row.GetString(5),
        row.GetFieldValue<DateTimeOffset>(6), row.GetFieldValue<DateTimeOffset>(7), row.Instant(8), row.Instant(9));
}
