using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Portal.Infrastructure.Data.Workloads;

namespace Portal.Infrastructure.Data;

/// <summary>
/// Gives a context a connection of the kind of work that runs, lets it through that kind's gate each time it is opened, and tells
/// PostgreSQL which store and person it works for.
/// </summary>
internal sealed class TenantInterceptor(PortalDatabase database) : DbConnectionInterceptor
{
    private readonly ConditionalWeakTable<DbConnection, WorkloadPool> _pools = [];
    private readonly ConditionalWeakTable<DbConnection, WorkloadLease> _leases = [];

    public override InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData,
        InterceptionResult<DbConnection> result)
    {
        var pool = database.Pool;
        var connection = pool.Source.CreateConnection();
        _pools.Add(connection, pool);
        return InterceptionResult<DbConnection>.SuppressWithResult(connection);
    }

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        EnterAsync(connection, eventData, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return result;
    }

    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        await EnterAsync(connection, eventData, cancellationToken);
        return result;
    }

    public override void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) => Leave(connection);

    public override Task ConnectionFailedAsync(DbConnection connection, ConnectionErrorEventData eventData,
        CancellationToken cancellationToken = default)
    {
        Leave(connection);
        return Task.CompletedTask;
    }

    public override void ConnectionCanceled(DbConnection connection, ConnectionEndEventData eventData) => Leave(connection);

    public override Task ConnectionCanceledAsync(DbConnection connection, ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default)
    {
        Leave(connection);
        return Task.CompletedTask;
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Command(connection, eventData);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Command(connection, eventData);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async ValueTask EnterAsync(DbConnection connection, ConnectionEventData eventData, CancellationToken cancellationToken)
    {
        if (!_pools.TryGetValue(connection, out var pool))
            return; // made by the caller, who knows what it belongs to
        var lease = await pool.EnterAsync(((PortalDbContext)eventData.Context!).TenantId, cancellationToken);
        _leases.AddOrUpdate(connection, lease);
        lease.EndWith((NpgsqlConnection)connection);
    }

    // Opening failed, so there is no closing to end the lease. Where it failed behind the opening, the context closes it as well.
    private void Leave(DbConnection connection)
    {
        if (_leases.TryGetValue(connection, out var lease))
            lease.End();
    }

    // A pooled connection is reset before it is handed out again, so a setting never outlives its context; it is
    // nevertheless written even when empty.
    private static DbCommand Command(DbConnection connection, ConnectionEndEventData eventData)
    {
        var context = (PortalDbContext)eventData.Context!;
        var command = connection.CreateCommand();
        command.CommandText = "select set_config('app.tenant_id', $1, false), set_config('app.user_id', $2, false)";
        Add(command, context.TenantId);
        Add(command, context.ActingUserId);
        return command;
    }

    private static void Add(DbCommand command, Guid? value)
    {
        var parameter = command.CreateParameter();
        parameter.Value = value?.ToString() ?? "";
        command.Parameters.Add(parameter);
    }
}
