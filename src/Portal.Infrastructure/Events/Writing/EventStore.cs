using System.Globalization;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events.Parsing;

namespace Portal.Infrastructure.Events.Writing;

/// <summary>
/// Writes groups of requests into the event table, each message once. It counts on duplicates being rare: one COPY for
/// the whole group, and only when the key refuses it, the careful way for each request.
/// </summary>
internal sealed class EventStore(PortalDatabase database, BatchIds batches)
{
    private const string Copy = $"copy events ({EventColumns.List}) from stdin (format binary)";
    private const string CopyStaging = $"copy staged_events ({EventColumns.List}) from stdin (format binary)";

    // Not "like events": that would need the right to read the table, which the writer does not have.
    private const string CreateStaging = """
        create temporary table if not exists staged_events (
          batch_id bigint, tenant_id uuid, event_day date, message_id text, site_id uuid, type text, name text,
          occurred_at timestamptz, received_at timestamptz, anonymous_id text, user_id text, visitor bigint, session_id text,
          url text, path text, title text, referrer text, order_id text, revenue numeric(18, 4), currency text,
          properties jsonb, context jsonb, ip text, device text, browser text, os text, bot_score smallint, is_bot boolean,
          country text, region text, city text, channel text, source text, medium text, campaign text
        ) on commit delete rows
        """;

    // In the order of the key, so that two writers with the same messages wait for each other instead of deadlocking.
    private const string Insert = $"""
        insert into events ({EventColumns.List}) select {EventColumns.List} from staged_events
        order by tenant_id, event_day, message_id on conflict do nothing
        """;

    private const int CarefulAttempts = 6;

    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, 0x0D, 0x0A, 0x00, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Trailer = [0xFF, 0xFF];

    /// <summary>Writes and commits a group. A request that fails is marked failed; the others are not touched by it.</summary>
    /// <param name="onCopied">Called, perhaps more than once, when the rows are with the server and only the commit is left.</param>
    /// <exception cref="NpgsqlException">The database cannot be reached; no request was completed.</exception>
    public async Task WriteAsync(IReadOnlyList<IngestRequest> group, Action onCopied, CancellationToken cancellationToken)
    {
        await using var connection = await database.Writer.OpenConnectionAsync(cancellationToken);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await CopyGroupAsync(connection, group, onCopied, cancellationToken);
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.CheckViolation && attempt == 0)
            {
                await EnsurePartitionsAsync(connection, group, cancellationToken);
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected || IsBadData(exception))
            {
                break;
            }
        }

        foreach (var request in group)
        {
            try
            {
                await WriteCarefullyAsync(connection, request, cancellationToken);
            }
            catch (PostgresException exception)
            {
                request.Fail(exception);
            }
        }
    }

    private async Task CopyGroupAsync(NpgsqlConnection connection, IReadOnlyList<IngestRequest> group, Action onCopied, CancellationToken cancellationToken)
    {
        // What is held waits as a whole batch, so it is one of its own.
        var (batch, held) = (batches.Next(), batches.Next());
        foreach (var request in group)
        {
            request.JoinBatch(request.IsHeld ? held : batch);
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await CopyAsync(connection, Copy, group, cancellationToken);
        onCopied();
        await BatchLedger.CommitAsync(connection, group, cancellationToken);
    }

    private async Task WriteCarefullyAsync(NpgsqlConnection connection, IngestRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await StageAndInsertAsync(connection, request, cancellationToken);
                return;
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation && attempt < CarefulAttempts)
            {
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.CheckViolation && attempt < CarefulAttempts)
            {
                await EnsurePartitionsAsync(connection, [request], cancellationToken);
            }
            catch (PostgresException exception) when (IsBadData(exception) && attempt < CarefulAttempts)
            {
                await RejectUnstorableAsync(connection, request, cancellationToken);
            }
        }
    }

    private async Task StageAndInsertAsync(NpgsqlConnection connection, IngestRequest request, CancellationToken cancellationToken)
    {
        if (request.Events.Count == 0)
        {
            return;
        }

        request.JoinBatch(batches.Next());
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, CreateStaging, cancellationToken);
        await CopyAsync(connection, CopyStaging, [request], cancellationToken);
        request.Duplicates = request.Events.Count - await ExecuteAsync(connection, Insert, cancellationToken);
        if (request.Duplicates < request.Events.Count)
        {
            await BatchLedger.CommitAsync(connection, [request], cancellationToken);
        }
    }

    // Something passed the parser that PostgreSQL cannot keep: each row is tried alone, so only the culprits are lost,
    // and the answer names them.
    private static async Task RejectUnstorableAsync(NpgsqlConnection connection, IngestRequest request, CancellationToken cancellationToken)
    {
        foreach (var row in request.Events.ToArray())
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            try
            {
                await ExecuteAsync(connection, CreateStaging, cancellationToken);
                await CopyRowsAsync(connection, CopyStaging, [request.Rows.Bytes.Slice(row.Start, row.Length)], cancellationToken);
            }
            catch (PostgresException exception) when (IsBadData(exception))
            {
                request.Reject(row, RejectionReason.NotStorable);
            }

            await transaction.RollbackAsync(cancellationToken);
        }
    }

    private static Task CopyAsync(NpgsqlConnection connection, string sql, IReadOnlyList<IngestRequest> group, CancellationToken cancellationToken) =>
        CopyRowsAsync(connection, sql, group.SelectMany(RowsOf), cancellationToken);

    // A request's buffer goes whole unless rows were taken out of it.
    private static IEnumerable<ReadOnlyMemory<byte>> RowsOf(IngestRequest request) =>
        request.IsWhole
            ? [request.Rows.Bytes]
            : request.Events.Select(r => request.Rows.Bytes.Slice(r.Start, r.Length));

    private static async Task CopyRowsAsync(NpgsqlConnection connection, string sql, IEnumerable<ReadOnlyMemory<byte>> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync(sql, cancellationToken);
        await copy.WriteAsync(Header, cancellationToken);
        foreach (var bytes in rows)
        {
            await copy.WriteAsync(bytes, cancellationToken);
        }

        await copy.WriteAsync(Trailer, cancellationToken);
    }

    private static async Task EnsurePartitionsAsync(NpgsqlConnection connection, IReadOnlyList<IngestRequest> group, CancellationToken cancellationToken)
    {
        foreach (var day in group.SelectMany(r => r.Events).Select(e => e.Day).Distinct())
        {
            await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"select ensure_event_partitions('{day:yyyy-MM-dd}', '{day:yyyy-MM-dd}')"), cancellationToken);
        }
    }

    private static bool IsBadData(PostgresException exception) =>
        exception.SqlState.StartsWith("22", StringComparison.Ordinal) || exception.SqlState == PostgresErrorCodes.ProgramLimitExceeded;

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
