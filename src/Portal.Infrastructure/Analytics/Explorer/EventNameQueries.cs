using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Explorer;

/// <summary>How many events of each name a store got, from the rollups.</summary>
public sealed class EventNameQueries(PortalDatabase database)
{
    /// <summary>The most frequent names first.</summary>
    public static readonly TableQuery Default = TableQuery.First with { Sort = "events", Descending = true };

    // $1 tenant, $2 and $3 the instants, $4 values of is_bot.
    private const string Narrowed = "from event_rollups where tenant_id = $1 and hour >= $2 and hour < $3 and is_bot = any ($4)";

    /// <summary>Columns that the list can be ordered by.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["events", "name", "late", "bots"];

    /// <summary>One page of the names that the query leaves, each with its figures over the range.</summary>
    public async Task<TablePage<EventNameRow>> PageAsync(
        Guid tenantId, AnalyticsRange range, TableQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new($"select coalesce(sum(events), 0)::bigint {Narrowed}"));
        batch.BatchCommands.Add(new($"""
            with named as (
              select name, sum(events)::bigint as events, sum(late)::bigint as late, coalesce(sum(events) filter (where is_bot),
                0)::bigint as bots
              {Narrowed} and ($5::text is null or name like $5)
              group by name
            )
            select name, events, late, bots, count(*) over () from named
            order by {Order(query)} {(query.Descending ? "desc" : "asc")}, name limit {query.Size} offset {query.Offset}
            """));
        foreach (NpgsqlBatchCommand command in batch.BatchCommands)
            Add(command.Parameters, tenantId, range);
        batch.BatchCommands[1].Parameters.Add(new()
        {
            Value = query.Search is null ? DBNull.Value : $"%{Literal(query.Search)}%",
            NpgsqlDbType = NpgsqlDbType.Text
        });

        var rows = new List<EventNameRow>();
        var total = 0L;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            var all = reader.GetInt64(0);
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var events = reader.GetInt64(1);
                rows.Add(new(reader.GetString(0), events, all == 0 ? 0 : (decimal)events / all, reader.GetInt64(2), reader.GetInt64(3),
                    []));
                total = reader.GetInt64(4);
            }
        }

        var lines = await BucketsAsync(connection, tenantId, range, [.. rows.Select(row => row.Name)], cancellationToken);
        return new([.. rows.Select(row => row with { Line = [.. lines[row.Name].Select(bucket => bucket.Events)] })], total);
    }

    /// <summary>One name's figures by hour or day; an event that never came has only zeroes.</summary>
    public async Task<EventNameHistory> HistoryAsync(Guid tenantId, AnalyticsRange range, string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        var buckets = await BucketsAsync(connection, tenantId, range, [name], cancellationToken);
        return new(name, range.ByHour, buckets[name]);
    }

    private static async Task<Dictionary<string, EventBucket[]>> BucketsAsync(
        NpgsqlConnection connection, Guid tenantId, AnalyticsRange range, string[] names, CancellationToken cancellationToken)
    {
        var starts = range.Buckets();
        var found = names.ToDictionary(name => name, _ => starts.Select(start => new EventBucket(start, 0, 0, 0)).ToArray());
        if (names.Length == 0)
            return found;

        var place = range.ByHour ? "floor(extract(epoch from hour - $2) / 3600)::int" : "(hour at time zone $6)::date - $7::date";
        await using var command = new NpgsqlCommand($"""
            select name, {place} as place, sum(events)::bigint, sum(late)::bigint, coalesce(sum(events) filter (where is_bot), 0)::bigint
            {Narrowed} and name = any ($5)
            group by name, place
            """, connection);
        Add(command.Parameters, tenantId, range);
        command.Parameters.Add(new() { Value = names });
        if (!range.ByHour)
        {
            command.Parameters.Add(new() { Value = range.TimeZone });
            command.Parameters.Add(new() { Value = range.From });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var at = reader.GetInt32(1);
            found[reader.GetString(0)][at] = new(starts[at], reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
        }

        return found;
    }

    private static void Add(NpgsqlParameterCollection parameters, Guid tenantId, AnalyticsRange range)
    {
        parameters.Add(new() { Value = tenantId });
        parameters.Add(new() { Value = range.Start });
        parameters.Add(new() { Value = range.End });
        parameters.Add(new() { Value = range.Bots });
    }

    // The column is chosen here: what an address says never becomes SQL.
    private static string Order(TableQuery query) => Sorts.FirstOrDefault(sort => sort == query.Sort) ?? Sorts[0];

    // Names are stored in small letters with underscores, so the search is read the same way.
    private static string Literal(string text) => string.Concat(text.Trim().ToLowerInvariant().Select(letter => letter switch
    {
        ' ' or '-' or '_' => @"\_",
        '%' or '\\' => "\\" + letter,
        _ => letter.ToString(),
    }));
}
