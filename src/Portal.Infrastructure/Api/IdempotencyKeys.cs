using Npgsql;
using NpgsqlTypes;

namespace Portal.Infrastructure.Api;

/// <summary>
/// Answers kept by the key that a caller chose, in the transaction of the write itself. A second request with the key waits for
/// the first one's end at the unique index.
/// </summary>
internal static class IdempotencyKeys
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    /// <summary>Takes a key.</summary>
    /// <returns>Null when it was free; else what its request was answered with.</returns>
    public static async Task<ResourceWriteResult?> TakeAsync(
        NpgsqlConnection connection, Guid tenantId, IdempotentRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using (var forget = Command(connection, "delete from idempotency_keys where tenant_id = $1 and created_at < $2", tenantId,
            (now - Kept).UtcDateTime))
            await forget.ExecuteNonQueryAsync(cancellationToken);
        await using var take = Command(
            connection,
            "insert into idempotency_keys (tenant_id, key, request, body_hash, created_at) values ($1, $2, $3, $4, $5) on conflict do "
                + "nothing",
            tenantId, request.Key, request.Request, request.BodyHash, now.UtcDateTime);
        if (await take.ExecuteNonQueryAsync(cancellationToken) == 1)
            return null;

        await using var find = Command(connection,
            "select request, body_hash, status, body, etag, location from idempotency_keys where tenant_id = $1 and key = $2", tenantId,
            request.Key);
        await using var reader = await find.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetString(0) == request.Request && reader.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(request.BodyHash)
            ? new ResourceWriteResult.Written(
                reader.GetInt16(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetString(5), IsRepeated: true)
            : new ResourceWriteResult.KeyReused();
    }

    /// <summary>Keeps the answer of a request that took its key.</summary>
    public static async Task SaveAsync(
        NpgsqlConnection connection, Guid tenantId, IdempotentRequest request, ResourceWriteResult.Written answer,
        CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection, "update idempotency_keys set status = $3, body = $4, etag = $5, location = $6 where tenant_id = $1 and key = $2",
            tenantId, request.Key, (short)answer.Status, answer.Body);
        command.Parameters.Add(new() { Value = (object?)answer.Version ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)answer.Address ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
