using Npgsql;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Orders.Returns;

/// <summary>Returns that were asked for on some days, as a list.</summary>
public sealed class ReturnListQueries(PortalDatabase database)
{
    private const string Units = "(select sum(l.quantity) from return_lines l where l.tenant_id = $1 and l.return_id = t.id)";

    private const string Value = """
        (select coalesce(sum(l.quantity * k.total / nullif(k.quantity, 0)), 0) from return_lines l
         left join order_lines k on k.tenant_id = $1 and k.order_id = t.order_id and k.line = l.order_line where l.tenant_id = $1
           and l.return_id = t.id)
        """;

    private static readonly Dictionary<string, string> Sorts = new()
    {
        ["requested"] = "t.requested_at",
        ["received"] = "t.received_at",
        ["number"] = "t.number",
        ["state"] = "t.state",
        ["units"] = Units,
        ["value"] = Value,
    };

    public async Task<TablePage<ReturnRow>> ListAsync(Guid tenantId, DayRange range, TableQuery query, CancellationToken cancellationToken)
    {
        var where = "t.tenant_id = $1 and t.requested_on between $2 and $3";
        List<object?> values = [range.From, range.To];
        if (query.Search is not null)
        {
            values.Add(query.Search.Trim().TrimStart('#'));
            where += """
                 and (o.number = $4 or t.external_id = $4 or exists (
                   select from return_lines l left join order_lines k on k.tenant_id = $1 and k.order_id = t.order_id
                     and k.line = l.order_line
                   where l.tenant_id = $1 and l.return_id = t.id and (l.sku = $4 or position(lower($4) in lower(k.name)) > 0)))
                """;
        }

        foreach (var filter in query.Filters)
            where += Condition(filter, values);
        var from = $"from returns t join orders o on o.tenant_id = $1 and o.id = t.order_id where {where}";
        var total = await database.FindAsync(tenantId, $"select count(*) {from}", values, row => new Count(row.GetInt64(0)),
            cancellationToken);
        var rows = await database.ListAsync(tenantId, $"""
            select t.id, t.order_id, t.number, t.requested_at, t.received_at, t.state, {Units}, coalesce(w.products, ''),
              coalesce(w.reasons, array[]::text[]), {Value}, t.currency, t.note
            from (select * from (select t.*, o.number, o.currency {from}) t {TableSql.Page(query, Sorts, "requested", "t.id")}) t
            left join lateral (
              select string_agg(distinct coalesce(nullif(k.name, ''), l.sku), ', ') as products, array_agg(distinct l.reason) as reasons
              from return_lines l left join order_lines k on k.tenant_id = $1 and k.order_id = t.order_id and k.line = l.order_line
              where l.tenant_id = $1 and l.return_id = t.id) w on true
            {TableSql.Page(query with { Page = 1 }, Sorts, "requested", "t.id")}
            """, values, Read, cancellationToken);
        return new(rows, total!.Number);
    }

    private static string Condition(TableFilter filter, List<object?> values)
    {
        var column = filter.Column switch
        {
            "state" => "t.state = any({0})",
            "reason" => "exists (select from return_lines l where l.tenant_id = $1 and l.return_id = t.id and l.reason = any({0}))",
            _ => null,
        };
        if (column is null || filter.Operator == TableOperator.Contains)
            return "";
        values.Add(filter.Values.ToArray());
        return $" and {(filter.Operator == TableOperator.IsNot ? "not " : "")}{column.Replace("{0}", $"${values.Count + 1}", StringComparison.Ordinal)}";
    }

    private static ReturnRow Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.Instant(4),
        OrderNames.Find<ReturnState>(row.GetString(5))!.Value, row.GetDecimal(6),
        row.GetString(7), row.GetFieldValue<string[]>(8), row.GetDecimal(9), row.GetString(10), row.Text(11));

    private sealed record Count(long Number);
}
