using System.Data;
using System.Globalization;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Events.Writing;

/// <summary>
/// Writes groups of requests into the event table, each message once. It counts on duplicates being rare: one statement or
/// COPY for the whole group, and only when the key refuses it, the careful way for each request. It is one writer's own and
/// blocks its thread: each answer of the server then wakes that thread and no other, which small commits feel.
/// </summary>
internal sealed class EventStore(PortalDatabase database, BatchIds batches)
{
    private const int CarefulAttempts = 6;

    private static readonly string CopyEvents = $"copy events ({EventColumns.List}) from stdin (format binary)";
    private static readonly string CopyStaging = $"copy staged_events ({EventColumns.List}) from stdin (format binary)";

    // Not "like events": that would need the right to read the table, which the writer does not have.
    private static readonly string CreateStaging =
        $"create temporary table if not exists staged_events ({EventColumns.Definitions}) on commit delete rows";

    // In the order of the key, so that two writers with the same messages wait for each other instead of deadlocking.
    private static readonly string Insert = $"""
        insert into events ({EventColumns.List}) select {EventColumns.List} from staged_events
        order by tenant_id, event_day, message_id on conflict do nothing
        """;

    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, 0x0D, 0x0A, 0x00, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Trailer = [0xFF, 0xFF];

    private readonly GroupInsert _insert = new();
    private bool _onlyCopies;

    /// <summary>
    /// Writes and commits a group. When that fails for another reason than a database that is away, each request is written by itself:
    /// rows that cannot be stored are taken out of it, a request that fails otherwise is marked failed, and the others are not touched.
    /// </summary>
    /// <param name="onCopied">
    /// Called, perhaps more than once, when a copy's rows are with the server and only the commit is left; not for a group that
    /// is written in one statement.
    /// </param>
    /// <exception cref="NpgsqlException">The database cannot be reached; no request was completed.</exception>
    public void Write(IReadOnlyList<IngestRequest> group, Action onCopied)
    {
        using var connection = database.Writer.OpenConnection();
        for (var hasPartitions = false; ;)
        {
            try
            {
                WriteGroup(connection, group, onCopied);
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.FeatureNotSupported && !_onlyCopies)
            {
                // Citus takes no statement that writes two tables when their rows lie on several of its nodes.
                _onlyCopies = true;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.CheckViolation && !hasPartitions)
            {
                EnsurePartitions(connection, group);
                hasPartitions = true;
            }
            catch (Exception exception) when (!IsAway(exception))
            {
                break;
            }
        }

        WriteCarefully(connection, group);
    }

    private void WriteCarefully(NpgsqlConnection connection, IReadOnlyList<IngestRequest> group)
    {
        foreach (var request in group)
        {
            try
            {
                if (connection.State != ConnectionState.Open)
                {
                    connection.Open(); // what failed may have taken it along
                }

                WriteCarefully(connection, request);
            }
            catch (Exception exception) when (!IsAway(exception))
            {
                request.Fail(exception);
            }
        }
    }

    private void WriteGroup(NpgsqlConnection connection, IReadOnlyList<IngestRequest> group, Action onCopied)
    {
        // What is held waits as a whole batch, so it is one of its own.
        var (batch, held) = (batches.Next(), batches.Next());
        foreach (var request in group)
        {
            request.JoinBatch(request.IsHeld ? held : batch);
        }

        var rows = group.Sum(r => r.Events.Count);
        if (!_onlyCopies && GroupInsert.Takes(rows))
        {
            _insert.Write(connection, group, rows);
            return;
        }

        using var transaction = connection.BeginTransaction();
        CopyRows(connection, CopyEvents, group.SelectMany(RowsOf));
        onCopied();
        BatchLedger.Commit(connection, group);
    }

    private void WriteCarefully(NpgsqlConnection connection, IngestRequest request)
    {
        var hasPartitions = false;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                StageAndInsert(connection, request);
                return;
            }
            catch (PostgresException exception) when (
                exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation
                && attempt < CarefulAttempts)
            {
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.CheckViolation && !hasPartitions)
            {
                EnsurePartitions(connection, [request]);
                hasPartitions = true;
            }
            catch (PostgresException exception) when (exception.IsBadData() && attempt < CarefulAttempts)
            {
                RejectUnstorable(connection, request);
            }
            catch (PostgresException exception) when (exception.IsBadData())
            {
                // Its rows can be stored one by one, but not what they come to; sent again, it would fail again.
                foreach (var row in request.Events.ToArray())
                {
                    request.Reject(row, RejectionReason.NotStorable);
                }

                return;
            }
        }
    }

    private void StageAndInsert(NpgsqlConnection connection, IngestRequest request)
    {
        if (request.Events.Count == 0)
        {
            return;
        }

        request.JoinBatch(batches.Next());
        using var transaction = connection.BeginTransaction();
        Execute(connection, CreateStaging);
        CopyRows(connection, CopyStaging, RowsOf(request));
        request.Duplicates = request.Events.Count - Execute(connection, Insert);
        if (request.Duplicates < request.Events.Count)
        {
            BatchLedger.Commit(connection, [request]);
        }
    }

    // Something passed the parser that PostgreSQL cannot keep: each row is tried alone, so only the culprits are lost,
    // and the answer names them.
    private static void RejectUnstorable(NpgsqlConnection connection, IngestRequest request)
    {
        EnsurePartitions(connection, [request]);
        foreach (var row in request.Events.ToArray())
        {
            using var transaction = connection.BeginTransaction();
            try
            {
                Execute(connection, CreateStaging);
                CopyRows(connection, CopyStaging, [request.Rows.Bytes.Slice(row.Start, row.Length)]);
                Execute(connection, Insert);
            }
            catch (PostgresException exception) when (exception.IsBadData())
            {
                request.Reject(row, RejectionReason.NotStorable);
            }

            transaction.Rollback();
        }
    }

    // A request's buffer goes whole unless rows were taken out of it.
    private static IEnumerable<ReadOnlyMemory<byte>> RowsOf(IngestRequest request) =>
        request.IsWhole
            ? [request.Rows.Bytes]
            : request.Events.Select(r => request.Rows.Bytes.Slice(r.Start, r.Length));

    private static void CopyRows(NpgsqlConnection connection, string sql, IEnumerable<ReadOnlyMemory<byte>> rows)
    {
        using var copy = connection.BeginRawBinaryCopy(sql);
        copy.Write(Header);
        foreach (var bytes in rows)
        {
            copy.Write(bytes.Span);
        }

        copy.Write(Trailer);
    }

    private static void EnsurePartitions(NpgsqlConnection connection, IReadOnlyList<IngestRequest> group)
    {
        foreach (var day in group.SelectMany(r => r.Events).Select(e => e.Day).Distinct())
        {
            Execute(connection, string.Create(CultureInfo.InvariantCulture,
                $"select ensure_event_partitions('{day:yyyy-MM-dd}', '{day:yyyy-MM-dd}')"));
        }
    }

    private static bool IsAway(Exception exception) => DatabaseFailures.Of(exception) is DatabaseFailure.Away or DatabaseFailure.Slow;

    private static int Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteNonQuery();
    }
}
