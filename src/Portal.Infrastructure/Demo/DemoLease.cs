using Npgsql;
using Portal.Domain.Demo;

namespace Portal.Infrastructure.Demo;

/// <summary>
/// The right to move the demo store's visitors, which one node has at a time: an advisory lock that lives and dies with
/// its connection.
/// </summary>
public sealed class DemoLease : IAsyncDisposable
{
    private const long DemoLock = 0x64656D6F7475726E; // "demoturn"

    private readonly NpgsqlConnection _connection;

    private DemoLease(NpgsqlConnection connection, DemoTarget target, string writeKey)
    {
        _connection = connection;
        Target = target;
        WriteKey = writeKey;
    }

    /// <summary>The demo store.</summary>
    public DemoTarget Target { get; }

    /// <summary>The key its tracker writes with.</summary>
    public string WriteKey { get; }

    /// <summary>Takes the turn; null when another node has it, or when there is no demo store with a site and a key.</summary>
    public static async Task<DemoLease?> TryTakeAsync(NpgsqlDataSource owner, CancellationToken cancellationToken)
    {
        var connection = await owner.OpenConnectionAsync(cancellationToken);
        DemoLease? turn = null;
        try
        {
            if (await FindAsync(connection, cancellationToken) is { } found && await LockAsync(connection, cancellationToken))
            {
                turn = new(connection, found.Target, found.WriteKey);
            }
        }
        finally
        {
            if (turn is null)
            {
                await connection.DisposeAsync();
            }
        }

        return turn;
    }

    /// <summary>Reads whether the visitors are paused; throws when the turn was lost with its connection.</summary>
    public async Task<bool> IsPausedAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select simulator_paused or suspended_at is not null from tenants where id = $1",
            _connection);
        command.Parameters.Add(new() { Value = Target.TenantId });
        return await command.ExecuteScalarAsync(cancellationToken) is not false;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // A pooled connection keeps its session; the lock must not stay in it.
        if (_connection.State == System.Data.ConnectionState.Open)
        {
            await using var command = new NpgsqlCommand($"select pg_advisory_unlock({DemoLock})", _connection);
            await command.ExecuteNonQueryAsync();
        }

        await _connection.DisposeAsync();
    }

    private static async Task<(DemoTarget Target, string WriteKey)?> FindAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select t.id, s.id, k.key
            from tenants t
            join sites s on s.tenant_id = t.id and s.archived_at is null
            join write_keys k on k.tenant_id = t.id and k.site_id = s.id and k.revoked_at is null and (k.valid_until is null
              or k.valid_until > now())
            where t.is_demo and t.slug = $1
            order by s.created_at, k.created_at desc limit 1
            """, connection);
        command.Parameters.Add(new() { Value = DemoProfile.Slug });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (new(reader.GetGuid(0), reader.GetGuid(1)), reader.GetString(2)) : null;
    }

    private static async Task<bool> LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select pg_try_advisory_lock({DemoLock})", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
