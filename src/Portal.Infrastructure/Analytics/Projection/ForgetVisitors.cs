using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Events.Retention;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>
/// Erases visitors: their events, here and in the archive, and every row about them, and corrects what they were counted in.
/// Product names that only their events told stay, since they tell nothing of a person.
/// </summary>
public sealed class ForgetVisitors(PortalDatabase database, EventArchive archive)
{
    /// <summary>Erases all browsers and ids of a person.</summary>
    /// <param name="person">The person's number, or a visitor's that belongs to nobody else.</param>
    /// <returns>The events that were deleted.</returns>
    /// <exception cref="IOException">The archive cannot be changed; nothing is erased in the database then.</exception>
    public async Task<long> RunAsync(Guid tenantId, long person, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // The archive first: once the database has forgotten who the person was, nobody could find them there. It is locked
        // until the end, so that no day with their events is put into it meanwhile.
        await archive.LockAsync(connection, tenantId, cancellationToken);
        var known = await VisitorsAsync(connection, tenantId, person, cancellationToken);
        var archived = await archive.ForgetAsync(tenantId, known, cancellationToken);
        await ReadModelLock.TakeAsync(connection, tenantId, cancellationToken);
        var store = await StoreFacts.LoadAsync(connection, tenantId, cancellationToken);
        var visitors = await VisitorsAsync(connection, tenantId, person, cancellationToken);
        if (visitors.Except(known).ToArray() is { Length: > 0 } since)
        {
            archived += await archive.ForgetAsync(tenantId, since, cancellationToken);
        }

        var pass = new ProjectionPass(connection, store);
        await foreach (var fact in EventFactReader.OfVisitorsAsync(connection, tenantId, visitors, cancellationToken))
        {
            pass.Remove(fact);
        }

        await using var delete = new NpgsqlCommand("delete from events where tenant_id = $1 and visitor = any($2)",
            connection)
        { CommandTimeout = 0 };
        delete.Parameters.Add(new() { Value = tenantId });
        delete.Parameters.Add(new() { Value = visitors });
        var deleted = await delete.ExecuteNonQueryAsync(cancellationToken);
        await pass.ForgetAsync(visitors, cancellationToken);
        await ProjectionState.RecedeAsync(connection, tenantId, pass.Count, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return archived + deleted;
    }

    private static async Task<long[]> VisitorsAsync(
        NpgsqlConnection connection, Guid tenantId, long person, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select coalesce(array_agg(visitor), '{}') || $2::bigint from identities where tenant_id = $1 and person = $2 and "
                + "visitor <> $2", connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = person });
        return (long[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
