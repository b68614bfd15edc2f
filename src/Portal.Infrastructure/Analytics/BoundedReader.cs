using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>Reads rows of a store by several connections, up to a number of rows together.</summary>
/// <param name="limit">Rows that are read at most; reading stops soon after them.</param>
internal sealed class BoundedReader(PortalDatabase database, Guid tenantId, long limit)
{
    /// <summary>What turns an instant as PostgreSQL sends it, microseconds since 2000, into one since 1970.</summary>
    public const long EpochMicroseconds = 946_684_800_000_000;

    private const int CountEvery = 16_384;

    private long _count;

    /// <summary>True when there were more rows than the limit.</summary>
    public bool IsOver => Interlocked.Read(ref _count) > limit;

    /// <summary>Counts rows that were read in another way.</summary>
    public void Count(int rows) => Interlocked.Add(ref _count, rows);

    /// <param name="values">Of $2, $3 and so on; $1 is the tenant.</param>
    /// <param name="take">Gets each row; nobody else calls it meanwhile.</param>
    public async Task ReadAsync(
        string sql, IReadOnlyList<object?> values, Action<NpgsqlDataReader> take, CancellationToken cancellationToken)
    {
        if (IsOver)
            return;
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = tenantId });
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        }

        var rows = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            take(reader);
            if (++rows < CountEvery)
                continue;
            Interlocked.Add(ref _count, rows);
            rows = 0;
            if (IsOver)
            {
                command.Cancel();
                return;
            }
        }

        Interlocked.Add(ref _count, rows);
    }
}
