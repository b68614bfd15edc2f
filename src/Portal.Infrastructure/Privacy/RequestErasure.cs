using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Privacy;

/// <summary>Takes a request to forget a visitor; a job does it.</summary>
public sealed class RequestErasure(PortalDatabase database, ErasureQueries queries, TimeProvider time)
{
    /// <param name="id">An anonymous id, a user id, or a visitor's number.</param>
    public async Task<RequestErasureResult> RunAsync(Guid tenantId, Guid requestedBy, string id, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(tenantId, id, cancellationToken) is not { } subject)
        {
            return new RequestErasureResult.Unknown();
        }

        var erasure = Guid.CreateVersion7(time.GetUtcNow());
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand(
            "insert into erasures (tenant_id, id, person, subject, requested_by, requested_at) values ($1, $2, $3, $4, $5, $6)",
            connection);
        foreach (var value in (object[])[tenantId, erasure, subject.Person, id, requestedBy, time.GetUtcNow()])
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
        return new RequestErasureResult.Accepted(erasure);
    }
}
