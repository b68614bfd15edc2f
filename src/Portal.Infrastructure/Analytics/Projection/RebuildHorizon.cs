using Npgsql;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>
/// Where a rebuild begins. Days whose events have ended are told by the read models alone and stay; a session that began
/// on such a day and went on past it is whole already, so its later events are not joined to it again.
/// </summary>
/// <param name="Day">The first of the store's days that is made anew.</param>
/// <param name="At">When it began, UTC.</param>
internal sealed record RebuildHorizon(DateOnly Day, DateTime At, IReadOnlyDictionary<Browser, DateTime> Straddling)
{
    private static readonly RebuildHorizon All = new(DateOnly.MinValue, DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc),
        new Dictionary<Browser, DateTime>());

    private static readonly (string Table, string Column)[] ByDay =
        [("visitor_days", "day"), ("event_orders", "day"), ("page_rollups", "day"), ("product_rollups", "day"), ("search_rollups", "day"),
            ("web_vital_rollups", "day"), ("day_answers", "day")];

    private static readonly (string Table, string Column)[] ByInstant =
        [("sessions", "started_at"), ("traffic_rollups", "bucket"), ("event_rollups", "hour")];

    public static async Task<RebuildHorizon> LoadAsync(NpgsqlConnection connection, StoreFacts store, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select kept_from from projections where tenant_id = $1", connection);
        command.Parameters.Add(new() { Value = store.TenantId });
        if (await command.ExecuteScalarAsync(cancellationToken) is not DateOnly keptFrom)
        {
            return All;
        }

        // An event lies up to half a day from its own day, and the store's day up to 14 hours from UTC's.
        var at = store.Calendar.At(keptFrom.AddDays(2).ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc));
        return new(at.Day, at.DayStart, await StraddlingAsync(connection, store.TenantId, at.DayStart, cancellationToken));
    }

    /// <summary>True when the event is to be counted.</summary>
    public bool Takes(in EventFact fact) => fact.OccurredAt >= At;

    /// <summary>True when the event belongs to a session that stays as it is.</summary>
    public bool IsInKeptSession(in EventFact fact) =>
        Straddling.TryGetValue(new(fact.Visitor, fact.IsBot), out var endedAt) && fact.OccurredAt <= endedAt;

    /// <summary>Deletes what will be made anew.</summary>
    public async Task ClearAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        foreach (var (table, column) in ByDay)
        {
            await ExecuteAsync(connection, $"delete from {table} where tenant_id = $1 and {column} >= $2", [tenantId, Day],
                cancellationToken);
        }

        foreach (var (table, column) in ByInstant)
        {
            await ExecuteAsync(connection, $"delete from {table} where tenant_id = $1 and {column} >= $2", [tenantId, At],
                cancellationToken);
        }

        await ExecuteAsync(connection,
            "update day_versions set version = nextval('day_versions_version') where tenant_id = $1 and day >= $2", [tenantId, Day],
            cancellationToken);

        // Who somebody is and what a product is called may be known from events that have ended.
        if (this == All)
        {
            await ExecuteAsync(connection, "delete from identities where tenant_id = $1", [tenantId], cancellationToken);
            await ExecuteAsync(connection, "delete from event_products where tenant_id = $1", [tenantId], cancellationToken);
        }
    }

    private static async Task<Dictionary<Browser, DateTime>> StraddlingAsync(
        NpgsqlConnection connection, Guid tenantId, DateTime at, CancellationToken cancellationToken)
    {
        var straddling = new Dictionary<Browser, DateTime>();
        await using var command = new NpgsqlCommand(
            "select visitor, is_bot, ended_at from sessions where tenant_id = $1 and started_at < $2 and ended_at >= $2",
            connection)
        { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = at });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            straddling[new(reader.GetInt64(0), reader.GetBoolean(1))] = reader.GetDateTime(2);
        }

        return straddling;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
