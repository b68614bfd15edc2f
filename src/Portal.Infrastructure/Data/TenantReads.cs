using System.Runtime.CompilerServices;
using Npgsql;

namespace Portal.Infrastructure.Data;

/// <summary>Reads of one store in SQL. In every statement $1 is the tenant, the other values follow in their order.</summary>
public static class TenantReads
{
    /// <summary>Every row of a statement.</summary>
    /// <param name="values">Of $2, $3 and so on.</param>
    public static async Task<List<TRow>> ListAsync<TRow>(
        this PortalDatabase database, Guid tenantId, string sql, IReadOnlyList<object?> values, Func<NpgsqlDataReader, TRow> read,
        CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        await foreach (var row in database.StreamAsync(tenantId, sql, values, read, cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The first row of a statement; null without any.</summary>
    public static async Task<TRow?> FindAsync<TRow>(
        this PortalDatabase database, Guid tenantId, string sql, IReadOnlyList<object?> values, Func<NpgsqlDataReader, TRow> read,
        CancellationToken cancellationToken)
        where TRow : class
    {
        await foreach (var row in database.StreamAsync(tenantId, sql, values, read, cancellationToken))
        {
            return row;
        }

        return null;
    }

    /// <summary>The rows of a statement as they come, for answers too large to hold.</summary>
    public static async IAsyncEnumerable<TRow> StreamAsync<TRow>(
        this PortalDatabase database, Guid tenantId, string sql, IReadOnlyList<object?> values, Func<NpgsqlDataReader, TRow> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = tenantId });
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return read(reader);
        }
    }

    /// <summary>A text column that may be null.</summary>
    public static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>An instant column that may be null.</summary>
    public static DateTimeOffset? Instant(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
