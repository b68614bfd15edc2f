using Npgsql;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Privacy;

/// <summary>Does what a request to forget a visitor asks for; safe to repeat.</summary>
public sealed class ExecuteErasure(PortalDatabase database, ForgetVisitors forget, TimeProvider time)
{
    private const int LongestError = 500;

    public async Task RunAsync(Guid tenantId, Guid erasure, CancellationToken cancellationToken)
    {
        var person = await BeginAsync(tenantId, erasure, cancellationToken);
        try
        {
            var events = await forget.RunAsync(tenantId, person, cancellationToken);
            await ExecuteAsync(
                tenantId,
                "update erasures set finished_at = $3, events = coalesce(events, 0) + $4, subject = null, error = null where tenant_id = "
                    + "$1 and id = $2",
                [tenantId, erasure, time.GetUtcNow(), events], cancellationToken);
        }
        catch (Exception exception) when (
            exception is NpgsqlException or TimeoutException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            var reason = ShortText.Of(exception.Message.Replace('\0', ' '), LongestError);
            await ExecuteAsync(tenantId, "update erasures set error = $3 where tenant_id = $1 and id = $2", [tenantId, erasure, reason],
                cancellationToken);
            throw;
        }
    }

    private async Task<long> BeginAsync(Guid tenantId, Guid erasure, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand(
            "update erasures set attempts = attempts + 1 where tenant_id = $1 and id = $2 returning person", connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = erasure });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task ExecuteAsync(Guid tenantId, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
