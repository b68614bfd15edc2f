using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>
/// Erases visitors: their events and every row about them, and corrects what they were counted in. Product names that
/// only their events told stay, since they tell nothing of a person.
/// </summary>
public sealed class ForgetVisitors(PortalDatabase database)
{
    /// <summary>Erases all browsers and ids of a person.</summary>
    /// <param name="person">The person's number, or a visitor's that belongs to nobody else.</param>
    /// <returns>The events that were deleted.</returns>
    public async Task<int> RunAsync(Guid tenantId, long person, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ProjectionState.LockAsync(connection, tenantId, cancellationToken);
        var store = await StoreFacts.LoadAsync(connection, tenantId, cancellationToken);
        var visitors = await VisitorsAsync(connection, tenantId, person, cancellationToken);
        var pass = new ProjectionPass(connection, store);
        await foreach (var fact in EventFactReader.OfVisitorsAsync(connection, tenantId, visitors, cancellationToken))
        {
            pass.Remove(fact);
        }

        await using var delete = new NpgsqlCommand("delete from events where tenant_id = $1 and visitor = any($2)", connection) { CommandTimeout = 0 };
        delete.Parameters.Add(new() { Value = tenantId });
        delete.Parameters.Add(new() { Value = visitors });
        var deleted = await delete.ExecuteNonQueryAsync(cancellationToken);
        await pass.ForgetAsync(visitors, cancellationToken);
        await ProjectionState.RecedeAsync(connection, tenantId, pass.Count, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return deleted;
    }

    private static async Task<long[]> VisitorsAsync(NpgsqlConnection connection, Guid tenantId, long person, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select coalesce(array_agg(visitor), '{}') || $2::bigint from identities where tenant_id = $1 and person = $2 and visitor <> $2", connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = person });
        return (long[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
