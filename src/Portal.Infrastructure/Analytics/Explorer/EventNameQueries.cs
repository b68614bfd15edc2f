using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Tables;
using Portal.Domain.Tenancy;
using Portal.Domain.Text;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Explorer;

/// <summary>How many events of each name a store got, from the rollups.</summary>
public sealed class EventNameQueries(PortalDatabase database)
{
    /// <summary>The most frequent names first.</summary>
    public static readonly TableQuery Standard = TableQuery.First with { Sort = "events", Descending = true };

    /// <summary>Up to this many days the figures are by hour.</summary>
    public const int HourlyDays = 2;

    private const string Narrowed = """
        from event_rollups
        where tenant_id = $1 and hour >= $2 and hour < $3 and ($4 or not is_bot)
        """;

    /// <summary>One page of the names that the query leaves, each with its figures over the range.</summary>
    public async Task<TablePage<EventNameRow>> PageAsync(CurrentStore store, DayRange range, bool bots, TableQuery query, CancellationToken cancellationToken)
    {
        var window = EventWindow.Of(store, range);
        await using var connection = await database.OpenForTenantAsync(store.TenantId, cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, $"select coalesce(sum(events), 0)::bigint {Narrowed}", store, window, bots);
        Add(batch, $"""
            with named as (
              select name, sum(events)::bigint as events, sum(late)::bigint as late, coalesce(sum(events) filter (where is_bot), 0)::bigint as bots
              {Narrowed} and ($5::text is null or name like $5)
              group by name
            )
            select name, events, late, bots, count(*) over () from named
            order by {Order(query)} {(query.Descending ? "desc" : "asc")}, name limit {query.Size} offset {query.Offset}
            """, store, window, bots);
        batch.BatchCommands[1].Parameters.Add(new() { Value = query.Search is null ? DBNull.Value : $"%{Literal(query.Search)}%", NpgsqlDbType = NpgsqlDbType.Text });

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
                rows.Add(new(reader.GetString(0), events, all == 0 ? 0 : (decimal)events / all, reader.GetInt64(2), reader.GetInt64(3), []));
                total = reader.GetInt64(4);
            }
        }

        var lines = await BucketsAsync(connection, store, range, bots, [.. rows.Select(row => row.Name)], cancellationToken);
        return new([.. rows.Select(row => row with { Line = [.. lines[row.Name].Select(bucket => bucket.Events)] })], total);
    }

    /// <summary>One name's figures by hour for a day or two, else by day; an event that never came has only zeroes.</summary>
    public async Task<EventNameHistory> HistoryAsync(CurrentStore store, DayRange range, bool bots, string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(store.TenantId, cancellationToken);
        var buckets = await BucketsAsync(connection, store, range, bots, [name], cancellationToken);
        return new(name, range.Days <= HourlyDays, buckets[name]);
    }

    private static async Task<Dictionary<string, EventBucket[]>> BucketsAsync(
        NpgsqlConnection connection, CurrentStore store, DayRange range, bool bots, string[] names, CancellationToken cancellationToken)
    {
        var window = EventWindow.Of(store, range);
        var starts = Starts(store, range, window);
        var found = names.ToDictionary(name => name, _ => Array.ConvertAll(starts, start => new EventBucket(start, 0, 0, 0)));
        if (names.Length == 0)
            return found;

        var place = range.Days <= HourlyDays ? "floor(extract(epoch from hour - $2) / 3600)::int" : "(hour at time zone $6)::date - $7::date";
        await using var command = new NpgsqlCommand($"""
            select name, {place} as place, sum(events)::bigint, sum(late)::bigint, coalesce(sum(events) filter (where is_bot), 0)::bigint
            {Narrowed} and name = any ($5)
            group by name, place
            """, connection);
        Add(command.Parameters, store, window, bots);
        command.Parameters.Add(new() { Value = names });
        if (range.Days > HourlyDays)
        {
            command.Parameters.Add(new() { Value = store.TimeZone });
            command.Parameters.Add(new() { Value = range.From });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var buckets = found[reader.GetString(0)];
            var at = reader.GetInt32(1);
            buckets[at] = new(starts[at], reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
        }

        return found;
    }

    private static DateTimeOffset[] Starts(CurrentStore store, DayRange range, EventWindow window)
    {
        var clock = StoreClock.For(store.TimeZone);
        return range.Days <= HourlyDays
            ? [.. Enumerable.Range(0, (int)Math.Ceiling((window.End - window.Start).TotalHours)).Select(hour => window.Start.AddHours(hour))]
            : [.. Enumerable.Range(0, range.Days).Select(day => clock.StartOf(range.From.AddDays(day)))];
    }

    private static void Add(NpgsqlBatch batch, string sql, CurrentStore store, EventWindow window, bool bots)
    {
        var command = new NpgsqlBatchCommand(sql);
        Add(command.Parameters, store, window, bots);
        batch.BatchCommands.Add(command);
    }

    private static void Add(NpgsqlParameterCollection parameters, CurrentStore store, EventWindow window, bool bots)
    {
        parameters.Add(new() { Value = store.TenantId });
        parameters.Add(new() { Value = window.Start });
        parameters.Add(new() { Value = window.End });
        parameters.Add(new() { Value = bots });
    }

    // The column is chosen here: what an address says never becomes SQL.
    private static string Order(TableQuery query) => query.Sort is "name" or "late" or "bots" ? query.Sort : "events";

    // Names are stored in small letters with underscores, so the search is read the same way.
    private static string Literal(string text) => string.Concat(text.Trim().ToLowerInvariant().Select(letter => letter switch
    {
        ' ' or '-' or '_' => @"\_",
        '%' or '\\' => "\\" + letter,
        _ => letter.ToString(),
    }));
}
