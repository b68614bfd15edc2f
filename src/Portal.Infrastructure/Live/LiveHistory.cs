using System.Data;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events.Writing;
using Portal.Infrastructure.Live.Counting;

namespace Portal.Infrastructure.Live;

/// <summary>
/// Opens a board with all that came before, read in one snapshot of the database: the last two hours and the orders from
/// the events, the day's visitors and products from the read models and from what these have not taken in yet.
/// </summary>
internal sealed class LiveHistory(PortalDatabase database)
{
    private const int Recent = 2_000; // more than fifty, of which some arrived at once

    /// <summary>How long a commit may be under way: batches of so long ago are looked for again.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    private const string NotHeld = "batch_id not in (select b.batch_id from event_batches b where b.tenant_id = e.tenant_id and b.held)";

    /// <summary>Makes a board.</summary>
    public async Task<(LiveBoard Board, LedgerState Ledger)> OpenAsync(
        Guid tenantId, string currency, string timeZone, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var board = new LiveBoard(tenantId, currency, timeZone);
        var day = board.DayOf(now);
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var ledger = await BatchLog.ReadAsync(connection, tenantId, BatchIds.First(now - Late), cancellationToken);
        board.Know(ledger.Batches);
        await LoadPresenceAsync(connection, board, now, cancellationToken);
        await LoadOrdersAsync(connection, board, day, now, cancellationToken);
        await LoadPendingAsync(connection, board, day, now, cancellationToken);
        board.Load(await VisitorsAsync(connection, tenantId, day, cancellationToken),
            await ProductsAsync(connection, tenantId, day, cancellationToken), now);
        return (board, ledger);
    }

    private static async Task LoadPresenceAsync(
        NpgsqlConnection connection, LiveBoard board, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now - TimeSpan.FromMicroseconds(Visit.Span);
        if (await DaysSinceAsync(connection, board.TenantId, since - Late, cancellationToken) is { } days)
        {
            await RowExport.ReadAsync(
                connection,
                $"select {RowExport.FewColumns} from events e where {Within(board.TenantId, days)} and received_at >= "
                    + $"{SqlLiteral.Of(since)}",
                rows => board.Load(rows, LiveParts.Presence, now), cancellationToken);
        }

        // The last fifty events may be older.
        var few = DateOnly.FromDateTime(now.UtcDateTime);
        await RowExport.ReadAsync(
            connection, $"""
            select {RowExport.Columns} from events e
            where {Within(board.TenantId, (few.AddDays(-2), few.AddDays(1)))} and not is_bot order by received_at desc limit {Recent}
            """, rows => board.Load(rows, LiveParts.Activity, now), cancellationToken);
    }

    private static Task LoadOrdersAsync(
        NpgsqlConnection connection, LiveBoard board, LiveDay day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = Micros.Instant(day.Before);
        return RowExport.ReadAsync(
            connection, $"""
            select {RowExport.Columns} from events e
            where {Within(board.TenantId, Days(since, Micros.Instant(day.End)))} and name = 'order_completed' and order_id is not null
              and occurred_at >= {SqlLiteral.Of(since)}
            """, rows => board.Load(rows, LiveParts.Orders, now), cancellationToken);
    }

    private static Task LoadPendingAsync(
        NpgsqlConnection connection, LiveBoard board, LiveDay day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (start, end) = (Micros.Instant(day.Start), Micros.Instant(day.End));
        return RowExport.ReadAsync(
            connection, $"""
            select {RowExport.Columns} from events e
            where {Within(board.TenantId, Days(start, end))} and occurred_at >= {SqlLiteral.Of(start)}
              and occurred_at < {SqlLiteral.Of(end)}
              and received_at >= (
                select min(b.received_from) from event_batches b where b.tenant_id = {SqlLiteral.Of(board.TenantId)}
                  and b.projected_at is null and not b.held)
              and batch_id in (
                select b.batch_id from event_batches b where b.tenant_id = {SqlLiteral.Of(board.TenantId)} and b.projected_at is null
                  and not b.held)
            """, rows => board.Load(rows, LiveParts.Day, now), cancellationToken);
    }

    private static async Task<List<(long, FunnelSteps)>> VisitorsAsync(
        NpgsqlConnection connection, Guid tenantId, LiveDay day, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, $"""
            select visitor, 0 from visitor_days where tenant_id = $1 and day = $2 and not is_bot
            union all
            select visitor, bit_or(case name when 'product_viewed' then 1 when 'product_added' then 2 when 'checkout_started' then 4
              else 8 end)
            from events e
            where tenant_id = $1 and name in ('product_viewed', 'product_added', 'checkout_started', 'order_completed')
              and occurred_at >= $3 and occurred_at < $4 and (event_day between $5 and $6 or event_day = '1970-01-01') and not is_bot and {NotHeld}
            group by visitor
            """, tenantId, day);
        var visitors = new List<(long, FunnelSteps)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            visitors.Add((reader.GetInt64(0), (FunnelSteps)reader.GetInt32(1)));
        }

        return visitors;
    }

    private static async Task<List<(string, string?, long, long)>> ProductsAsync(
        NpgsqlConnection connection, Guid tenantId, LiveDay day, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, """
            select r.product_id, p.name, p.named_at, r.views
            from product_rollups r left join event_products p on p.tenant_id = r.tenant_id and p.product_id = r.product_id
            where r.tenant_id = $1 and r.day = $2 and not r.is_bot
            """, tenantId, day);
        var products = new List<(string, string?, long, long)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            products.Add((reader.GetString(0), reader.Text(1), reader.Instant(2) is { } at ? Micros.Of(at) : 0, reader.GetInt64(3)));
        }

        return products;
    }

    // The days of events that came since an instant; null when none did.
    private static async Task<(DateOnly First, DateOnly Last)?> DaysSinceAsync(
        NpgsqlConnection connection, Guid tenantId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select min(first_day), max(last_day) from event_batches where tenant_id = $1 and batch_id >= $2 and not held", connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = BatchIds.First(since) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.IsDBNull(0) ? null : (reader.GetFieldValue<DateOnly>(0), reader.GetFieldValue<DateOnly>(1));
    }

    // A message occurred within a day of its event_day, except those of 1970.
    private static (DateOnly First, DateOnly Last) Days(DateTimeOffset from, DateTimeOffset to) =>
        (DateOnly.FromDateTime(from.UtcDateTime).AddDays(-1), DateOnly.FromDateTime(to.UtcDateTime).AddDays(1));

    private static string Within(Guid tenantId, (DateOnly First, DateOnly Last) days) =>
        $"tenant_id = {SqlLiteral.Of(tenantId)} and (event_day between {SqlLiteral.Of(days.First)} and {SqlLiteral.Of(days.Last)} or "
            + $"event_day = '1970-01-01') and {NotHeld}";

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, Guid tenantId, LiveDay day)
    {
        var (start, end) = (Micros.Instant(day.Start), Micros.Instant(day.End));
        var days = Days(start, end);
        var command = new NpgsqlCommand(sql, connection);
        object[] values = sql.Contains("$3", StringComparison.Ordinal) ? [tenantId, day.Date, start, end, days.First, days.Last]
            : [tenantId, day.Date];
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
