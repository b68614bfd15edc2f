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

/// <summary>What became of a request to forget a visitor.</summary>
public abstract record RequestErasureResult
{
    private RequestErasureResult()
    {
    }

    /// <summary>It will be done within minutes.</summary>
    public sealed record Accepted(Guid Id) : RequestErasureResult;

    /// <summary>Nobody is known by that id.</summary>
    public sealed record Unknown : RequestErasureResult;
}

/// <summary>Whom a request means, and what would go.</summary>
/// <param name="Person">The person's number.</param>
/// <param name="Browsers">Browsers and ids that belong to the person.</param>
/// <param name="Sessions">Their sessions.</param>
/// <param name="Orders">Their orders, as events tell them.</param>
public sealed record ErasureSubject(long Person, int Browsers, long Sessions, long Orders);
