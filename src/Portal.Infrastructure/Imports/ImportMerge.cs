using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Portal.Infrastructure.Orders.Writing;

namespace Portal.Infrastructure.Imports;

/// <summary>
/// What a kind needs to merge a batch of rows. In its statements $1 is the tenant, $2 its time zone, $3 its currency, $4 now.
/// </summary>
internal sealed record ImportMerge(NpgsqlConnection Connection, LedgerStore Store, ImportSettings Settings, DateTimeOffset Now)
{
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Counts what is staged, so that it is looked up in the store's tables and not the other way round.</summary>
    public async Task AnalyzeAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("analyze staged_orders, staged_lines", Connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs a statement that answers words (created, updated, unchanged) with their counts.</summary>
    public async Task<MergeCount> CountAsync(string sql, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long>();
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            counts[reader.GetString(0)] = Convert.ToInt64(reader.GetValue(1), CultureInfo.InvariantCulture);
        return new(
            counts.GetValueOrDefault(InputOutcomes.Created),
            counts.GetValueOrDefault(InputOutcomes.Updated) + counts.GetValueOrDefault(InputOutcomes.Replaced),
            counts.GetValueOrDefault(InputOutcomes.Unchanged) + counts.GetValueOrDefault(InputOutcomes.Older)
                + counts.GetValueOrDefault(InputOutcomes.Outranked));
    }

    /// <summary>Runs a statement that answers refused rows: line, field, message and values.</summary>
    /// <param name="tell">Makes a reason of field and message.</param>
    public async Task<IReadOnlyList<RejectedRow>> RefusedAsync(
        string sql, Func<string, string, string> tell, CancellationToken cancellationToken)
    {
        var rows = new List<RejectedRow>();
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new(reader.GetInt64(0), tell(reader.GetString(1), reader.GetString(2)), reader.GetFieldValue<string[]>(3)));
        return rows;
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, Connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = Store.TenantId });
        command.Parameters.Add(new() { Value = Store.TimeZone, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = Store.Currency, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = Now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        return command;
    }
}
