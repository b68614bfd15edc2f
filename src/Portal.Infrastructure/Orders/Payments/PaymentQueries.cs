using Npgsql;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Orders.Payments;

/// <summary>
/// Money that came and went: payments from their sums by day, refunds by the day they went, whatever became of their order.
/// </summary>
public sealed class PaymentQueries(PortalDatabase database)
{
    private static readonly Dictionary<string, string> Sorts = new() { ["at"] = "x.at", ["amount"] = "x.amount", ["fee"] = "x.fee" };

    /// <summary>The sums of a range by day, method and state.</summary>
    public Task<List<PaymentSum>> SumsAsync(Guid tenantId, DayRange range, CancellationToken cancellationToken) => database.ListAsync(
        tenantId,
        "select day, method, state, payments, amount, fees from payment_days where tenant_id = $1 and day between $2 and $3 and payments "
            + "<> 0 order by day, method, state",
        [range.From, range.To],
        row => new PaymentSum(
            row.GetFieldValue<DateOnly>(0), row.GetString(1), OrderNames.Find<PaymentState>(row.GetString(2))!.Value, row.GetInt64(3),
            row.GetDecimal(4), row.GetDecimal(5)), cancellationToken);

    /// <summary>Refunds by the day they went, in the store's currency.</summary>
    public async Task<IReadOnlyDictionary<DateOnly, decimal>> RefundsAsync(
        Guid tenantId, string timeZone, DayRange range, CancellationToken cancellationToken)
    {
        var (from, to) = Instants(timeZone, range);
        var days = await database.ListAsync(
            tenantId,
            "select refunded_on, sum(total * exchange_rate) from refunds where tenant_id = $1 and refunded_at >= $2 and refunded_at < $3 "
                + "group by refunded_on",
            [from, to], row => (Day: row.GetFieldValue<DateOnly>(0), Amount: row.GetDecimal(1)), cancellationToken);
        return days.ToDictionary(day => day.Day, day => day.Amount);
    }

    /// <summary>What placed orders still wait for, in the store's currency.</summary>
    public async Task<(long Orders, decimal Amount)> OutstandingAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        var open = await database.FindAsync(tenantId, """
            select count(*), coalesce(sum(greatest(o.total - p.captured, 0) * o.exchange_rate), 0)
            from orders o
            cross join lateral (select coalesce(sum(amount), 0) as captured from payments where tenant_id = $1 and order_id = o.id
              and state = 'captured') p
            where o.tenant_id = $1 and o.status = 'pending' and o.total > p.captured
            """, [], row => new Open(row.GetInt64(0), row.GetDecimal(1)), cancellationToken);
        return (open!.Orders, open.Amount);
    }

    /// <summary>Payments and refunds of a range as a list.</summary>
    public async Task<TablePage<PaymentRow>> ListAsync(
        Guid tenantId, string timeZone, DayRange range, TableQuery query, CancellationToken cancellationToken)
    {
        var (from, to) = Instants(timeZone, range);
        List<object?> values = [from, to];
        var where = "true";
        if (query.Search is not null)
        {
            values.Add(query.Search.Trim().TrimStart('#'));
            where += " and (x.reference = $4 or x.order_id in (select id from orders where tenant_id = $1 and number = $4))";
        }

        foreach (var filter in query.Filters.Where(filter => filter.Column is "method" or "state"
            && filter.Operator != TableOperator.Contains))
        {
            values.Add(filter.Values.ToArray());
            where += $" and {(filter.Operator == TableOperator.IsNot ? "not " : "")}x.{filter.Column} = any(${values.Count + 1})";
        }

        var all = $"""
            (select * from (
              select id, paid_at as at, order_id, method, reference, state, fee, amount, null::text as currency from payments
                where tenant_id = $1 and paid_at >= $2 and paid_at < $3
              union all
              select id, refunded_at, order_id, '', external_id, 'refund', 0, -total, currency from refunds where tenant_id = $1
                and refunded_at >= $2 and refunded_at < $3) x
             where {where}) x
            """;
        var total = await database.FindAsync(tenantId, $"select count(*) from {all}", values, row => new Open(row.GetInt64(0), 0),
            cancellationToken);
        var rows = await database.ListAsync(tenantId, $"""
            select x.id, x.at, x.order_id, o.number, x.method, x.reference, x.state, x.fee, x.amount, coalesce(x.currency, o.currency)
            from (select * from {all} {TableSql.Page(query, Sorts, "at", "x.id")}) x
            left join orders o on o.tenant_id = $1 and o.id = x.order_id
            {TableSql.Page(query with { Page = 1 }, Sorts, "at", "x.id")}
            """, values, Read, cancellationToken);
        return new(rows, total!.Orders);
    }

    /// <summary>The methods by which money came, the most frequent first.</summary>
    public Task<List<string>> MethodsAsync(Guid tenantId, CancellationToken cancellationToken) => database.ListAsync(
        tenantId, "select method from payment_days where tenant_id = $1 group by method order by sum(payments) desc, method limit 50", [],
        row => row.GetString(0), cancellationToken);

    private static (DateTimeOffset From, DateTimeOffset To) Instants(string timeZone, DayRange range) =>
        (StoreClock.For(timeZone).StartOf(range.From), StoreClock.For(timeZone).StartOf(range.To.AddDays(1)));

    private static PaymentRow Read(NpgsqlDataReader row)
    {
        var state = OrderNames.Find<PaymentState>(row.GetString(6));
        return new(
            row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.IsDBNull(2) ? null : row.GetGuid(2), row.Text(3),
            state is null ? null : row.GetString(4), row.Text(5), state,
            row.GetDecimal(7), row.GetDecimal(8), row.GetString(9));
    }

    private sealed record Open(long Orders, decimal Amount);
}
