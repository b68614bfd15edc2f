using Npgsql;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Orders.Lists;

/// <summary>Orders as a list: of some days, or of all time when something is searched for.</summary>
public sealed class OrderListQueries(PortalDatabase database)
{
    private const int Found = 500;

    // No column to sort by is ever null; saying where nulls go would keep the index of the placed orders from being used.
    private const string NeverNull = "";

    private static readonly Dictionary<string, string> Sorts = new()
    {
        ["placed"] = "o.placed_at",
        ["number"] = "o.number",
        ["total"] = "o.total",
        ["items"] = "o.units",
        ["refunded"] = "o.refunded",
    };

    /// <summary>A page of the orders.</summary>
    /// <param name="statuses">Only these; empty for all.</param>
    /// <param name="searchesPeople">Whether the search looks at customers too: only for readers who may see them.</param>
    public async Task<TablePage<OrderRow>> ListAsync(
        Guid tenantId, string timeZone, DayRange range, IReadOnlyList<OrderStatus> statuses, bool onlyRefunded, bool searchesPeople,
        TableQuery query, CancellationToken cancellationToken)
    {
        var (where, values) = Where(timeZone, range, statuses, onlyRefunded, searchesPeople, query);
        var total = query.Search is null && query.Filters.Count == 0
            ? await CountAsync(tenantId, range, statuses, onlyRefunded, cancellationToken)
            : await database.FindAsync(
                tenantId, $"select count(*) from orders o where o.tenant_id = $1 and {where}", values, row =>
                    new Count(row.GetInt64(0)), cancellationToken);
        return new(await database.ListAsync(tenantId, Sql(where, query), values, Read, cancellationToken), total!.Number);
    }

    /// <summary>The same orders one after the other, however many they are.</summary>
    public IAsyncEnumerable<OrderRow> StreamAsync(
        Guid tenantId, string timeZone, DayRange range, IReadOnlyList<OrderStatus> statuses, bool onlyRefunded, bool searchesPeople,
        TableQuery query, CancellationToken cancellationToken)
    {
        var (where, values) = Where(timeZone, range, statuses, onlyRefunded, searchesPeople, query);
        return database.StreamAsync(tenantId, Sql(where, query), values, Read, cancellationToken);
    }

    private static (
        string Sql, List<object?> Values) Where(string timeZone, DayRange range, IReadOnlyList<OrderStatus> statuses, bool onlyRefunded,
        bool searchesPeople, TableQuery query)
    {
        var clock = StoreClock.For(timeZone);
        var where = query.Search is null ? "o.placed_at >= $2 and o.placed_at < $3"
            : $"o.id in (select id from {(searchesPeople ? "find_orders" : "find_orders_by_number")}($5, {Found}))";
        where += " and ($4::text[] is null or o.status = any($4))" + (onlyRefunded ? " and o.refunded > 0" : "");
        List<object?> values = [clock.StartOf(range.From), clock.StartOf(range.To.AddDays(1)),
            statuses.Count == 0 ? null : statuses.Select(OrderNames.Of).ToArray()];
        if (query.Search is not null)
            values.Add(query.Search.Trim().TrimStart('#'));
        foreach (var filter in query.Filters)
            where += Condition(filter, values);

        // $2 and $3 have to be of a type also where they are not asked for.
        return ("($2::timestamptz is not null and $3::timestamptz is not null) and " + where, values);
    }

    private static string Sql(string where, TableQuery query) => $"""
        select o.id, o.number, o.placed_at, o.status, nullif(concat_ws(' ', c.first_name, c.last_name), ''), coalesce(c.email,
          c.external_id), c.city, o.units, o.channel,
          o.currency, o.subtotal - o.discount, o.total, o.refunded, l.cost
        from (select * from orders o where o.tenant_id = $1 and {where} {TableSql.Page(query, Sorts, "placed", Tie(query), NeverNull)}) o
        left join customers c on c.tenant_id = $1 and c.id = o.customer_id
        left join lateral (
          select case when bool_and(unit_cost is not null) then sum(unit_cost * quantity) end as cost from order_lines where tenant_id = $1
            and order_id = o.id) l on true
        {TableSql.Page(query with { Page = 1 }, Sorts, "placed", Tie(query), NeverNull)}
        """;

    // In the direction of the column, as the indexes have both.
    private static string Tie(TableQuery query) =>
        query.Sort is { } sort && Sorts.ContainsKey(sort) && !query.Descending ? "o.id" : "o.id desc";

    /// <summary>How many of the range's orders wait to be sent.</summary>
    public async Task<long> ToShipAsync(Guid tenantId, CancellationToken cancellationToken) => (await database.FindAsync(
        tenantId,
        "select coalesce(sum(orders), 0)::bigint from order_counts where tenant_id = $1 and status in ('paid', 'partially_fulfilled')", [],
        row => new Count(row.GetInt64(0)), cancellationToken))!.Number;

    /// <summary>The channels that orders came from, the largest first.</summary>
    public Task<List<string>> ChannelsAsync(Guid tenantId, CancellationToken cancellationToken) => database.ListAsync(
        tenantId,
        "select value from sales_rollups where tenant_id = $1 and basis = 'order' and dimension = 'channel' and value <> '' group by "
            + "value order by sum(orders) desc limit 50",
        [], row => row.GetString(0), cancellationToken);

    // Of very many orders, from what is counted by day.
    private Task<Count?> CountAsync(
        Guid tenantId, DayRange range, IReadOnlyList<OrderStatus> statuses, bool onlyRefunded,
        CancellationToken cancellationToken) => database.FindAsync(
        tenantId,
        "select coalesce(sum(orders), 0)::bigint from order_counts where tenant_id = $1 and day between $2 and $3 and ($4::text[] is "
            + "null or status = any($4)) and refunded >= $5",
        [range.From, range.To, statuses.Count == 0 ? null : statuses.Select(OrderNames.Of).ToArray(), onlyRefunded], row =>
            new Count(row.GetInt64(0)), cancellationToken);

    private static string Condition(TableFilter filter, List<object?> values)
    {
        var column = filter.Column switch
        {
            "channel" => "coalesce(o.channel, '')",
            "status" => "o.status",
            "country" => "coalesce(o.country, '')",
            _ => null,
        };
        if (column is null)
            return "";
        if (filter.Operator == TableOperator.Contains)
        {
            values.Add(TableSql.Pattern(filter.Values[0]));
            return $" and {column} ilike ${values.Count + 1}";
        }

        values.Add(filter.Values.ToArray());
        return $" and {(filter.Operator == TableOperator.IsNot ? "not " : "")}{column} = any(${values.Count + 1})";
    }

    private static OrderRow Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), OrderNames.Find<OrderStatus>(row.GetString(3))!.Value,
        row.Text(4) ?? row.Text(5), row.Text(6),
        row.GetDecimal(7), row.Text(8), row.GetString(9), row.GetDecimal(10), row.GetDecimal(11), row.GetDecimal(12),
        row.IsDBNull(13) ? null : row.GetDecimal(13));

    private sealed record Count(long Number);
}
