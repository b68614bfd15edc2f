using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Infrastructure.Data;

/// <summary>Tells PostgreSQL which store and person a connection works for, each time a context opens one.</summary>
internal sealed class TenantInterceptor : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Command(connection, eventData);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Command(connection, eventData);
        await command.ExecuteNonQueryAsync(cancellationToken);
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
