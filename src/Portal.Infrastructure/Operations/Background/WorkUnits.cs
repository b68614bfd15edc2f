using System.Collections.Concurrent;
using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Operations.Background;

/// <summary>
/// The units of work that are not well, as the table <c>work_units</c> has them for all nodes. What is well has no row, and whether a
/// unit is well is asked of memory, which is a few seconds old at most: a pass that goes well costs no statement.
/// </summary>
public sealed class WorkUnits(PortalDatabase database, TimeProvider time)
{
    private const string Crash = "The portal stopped while it was working on this.";

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Known> _services = new();

    /// <summary>Who this node is in the table.</summary>
    internal static string Node { get; } = Environment.MachineName;

    /// <summary>How many units are set aside, by service, as far as this node knows.</summary>
    public IEnumerable<(string Service, int Units)> Quarantined =>
        _services.Select(service => (service.Key, service.Value.Units.Values.Count(unit => unit.QuarantinedAt is not null)));

    /// <summary>What is known against a unit; null for one that is well.</summary>
    internal async ValueTask<UnwellUnit?> FindAsync(UnitOfWork unit, CancellationToken cancellationToken)
    {
        var known = _services.TryGetValue(unit.Service, out var found) && time.GetElapsedTime(found.ReadAt) < MaxAge
            ? found
            : await ReadAsync(unit.Service, cancellationToken);
        return known.Units.GetValueOrDefault(unit);
    }

    /// <summary>Lets the next question be answered by the table.</summary>
    internal void Forget(string service) => _services.TryRemove(service, out _);

    /// <summary>Counts a failure.</summary>
    /// <param name="maxFailures">With how many in a row the unit is set aside.</param>
    internal async Task<UnwellUnit> FailAsync(
        UnitOfWork unit, string error, DateTimeOffset nextTryAt, int maxFailures, CancellationToken cancellationToken) =>
        await WriteAsync(unit, """
        insert into work_units as w
          (tenant_id, service, unit, failures, first_failed_at, last_failed_at, next_try_at, quarantined_at, last_error)
        values ($1, $2, $3, 1, $4, $4, $5, case when $6 <= 1 then $4 end, $7)
        on conflict (tenant_id, service, unit) do update set
          failures = w.failures + 1, first_failed_at = coalesce(w.first_failed_at, $4), last_failed_at = $4, next_try_at = $5,
          started_at = null, node = null,
          quarantined_at = coalesce(w.quarantined_at, case when w.failures + 1 >= $6 then $4 end), last_error = $7
        returning failures, next_try_at, quarantined_at
        """, [time.GetUtcNow(), nextTryAt, maxFailures, error], cancellationToken);

    /// <summary>
    /// Notes that this node begins with a unit, which nobody else works on. That an earlier beginning stands there says that the
    /// process ended in the middle of it.
    /// </summary>
    /// <param name="maxCrashes">With how many of those in a row the unit is set aside and does not begin.</param>
    internal async Task<UnwellUnit> StartAsync(UnitOfWork unit, int maxCrashes, CancellationToken cancellationToken) =>
        await WriteAsync(unit, $"""
        insert into work_units as w (tenant_id, service, unit, started_at, node) values ($1, $2, $3, $4, $6)
        on conflict (tenant_id, service, unit) do update set
          failures = w.failures + (w.started_at is not null)::integer, crashes = w.crashes + (w.started_at is not null)::integer,
          first_failed_at = coalesce(w.first_failed_at, w.started_at), last_failed_at = coalesce(w.started_at, w.last_failed_at),
          last_error = case when w.started_at is null then w.last_error else '{Crash}' end,
          quarantined_at = coalesce(w.quarantined_at, case when w.started_at is not null and w.crashes + 1 >= $5 then $4 end),
          started_at = case when w.started_at is null or w.crashes + 1 < $5 then $4 end, node = $6
        returning failures, next_try_at, quarantined_at
        """, [time.GetUtcNow(), maxCrashes, Node], cancellationToken);

    /// <summary>Takes back that a unit was begun: it was interrupted by no fault of its own.</summary>
    internal Task LeaveAsync(UnitOfWork unit, CancellationToken cancellationToken) => ExecuteAsync(unit, """
        with gone as (delete from work_units where tenant_id = $1 and service = $2 and unit = $3 and failures = 0)
        update work_units set started_at = null, node = null where tenant_id = $1 and service = $2 and unit = $3 and failures > 0
        """, cancellationToken);

    /// <summary>Forgets what is known against a unit: it went well, or a person lets it be tried again.</summary>
    /// <returns>False when nothing was.</returns>
    internal async Task<bool> ClearAsync(UnitOfWork unit, CancellationToken cancellationToken)
    {
        var cleared = await ExecuteAsync(
            unit, "delete from work_units where tenant_id = $1 and service = $2 and unit = $3", cancellationToken);
        if (_services.TryGetValue(unit.Service, out var known))
            known.Units.TryRemove(unit, out _);
        return cleared > 0;
    }

    /// <summary>Keeps in memory what could not be written, so that this node at least waits.</summary>
    internal void Remember(UnitOfWork unit, UnwellUnit unwell)
    {
        if (_services.TryGetValue(unit.Service, out var known))
            known.Units[unit] = unwell;
    }

    private async Task<Known> ReadAsync(string service, CancellationToken cancellationToken)
    {
        var known = new Known(time.GetTimestamp(), []);
        await using var command = database.App.CreateCommand(
            "select tenant_id, unit, failures, next_try_at, quarantined_at from list_unwell_work_units($1)");
        command.Parameters.Add(new() { Value = service });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            known.Units[new(service, reader.GetGuid(0), reader.GetString(1))] = Read(reader, 2);
        return _services[service] = known;
    }

    private async Task<UnwellUnit> WriteAsync(UnitOfWork unit, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(unit.TenantId, cancellationToken);
        await using var command = Command(connection, unit, sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var unwell = Read(reader, 0);
        if (unwell.Failures > 0)
            Remember(unit, unwell);
        return unwell;
    }

    private async Task<int> ExecuteAsync(UnitOfWork unit, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(unit.TenantId, cancellationToken);
        await using var command = Command(connection, unit, sql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, UnitOfWork unit, string sql) => new(sql, connection)
    {
        Parameters = { new() { Value = unit.TenantId }, new() { Value = unit.Service }, new() { Value = unit.Key } },
    };

    private static UnwellUnit Read(NpgsqlDataReader row, int first) =>
        new(row.GetInt32(first), row.Instant(first + 1), row.Instant(first + 2));

    private sealed record Known(long ReadAt, ConcurrentDictionary<UnitOfWork, UnwellUnit> Units);
}

/// <summary>What is known against a unit of work.</summary>
/// <param name="Failures">In a row.</param>
/// <param name="NextTryAt">It is not tried before.</param>
/// <param name="QuarantinedAt">Since when it is set aside; null when it is not.</param>
internal sealed record UnwellUnit(int Failures, DateTimeOffset? NextTryAt, DateTimeOffset? QuarantinedAt);

/// <summary>Lets a unit of work be tried again as if it had never failed, for the platform's administrators.</summary>
public sealed class RetryWorkUnit(WorkUnits units)
{
    /// <returns>False when nothing was known against it any more: somebody else did the same, or it went well meanwhile.</returns>
    public Task<bool> RunAsync(UnitOfWork unit, CancellationToken cancellationToken = default) => units.ClearAsync(unit, cancellationToken);
}
