using System.Text.Json.Nodes;
using Npgsql;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Api;

/// <summary>
/// Makes and changes rows through a resource: one by its address, or many at once. Fields that are not sent keep their values.
/// Everything of a request is one transaction, together with the answer that is kept for its idempotency key.
/// </summary>
public sealed class ResourceWriter(PortalDatabase database, TimeProvider time)
{
    /// <summary>Rows that one request may hold.</summary>
    public const int MaxRows = 1000;

    private const string Rejected = "rejected";

    /// <summary>Makes or changes the row of an address.</summary>
    public Task<ResourceWriteResult> PutAsync(
        Guid tenantId, Resource resource, string address, ResourceRow row, ResourceCondition condition, IdempotentRequest? once,
        CancellationToken cancellationToken = default) =>
        RunAsync(tenantId, once, (connection, token) => PutAsync(connection, tenantId, resource, address, row, condition, token),
            cancellationToken);

    /// <summary>Makes or changes each of some rows; one that is wrong keeps none of the others back.</summary>
    public Task<ResourceWriteResult> PutAllAsync(
        Guid tenantId, Resource resource, IReadOnlyList<ResourceRow> rows, IdempotentRequest? once,
        CancellationToken cancellationToken = default) =>
        RunAsync(tenantId, once, async (connection, token) =>
        {
            var outcomes = await PutAllAsync(connection, tenantId, resource, rows, time.GetUtcNow(), token);
            return new ResourceWriteResult.Written(200, Serialize(outcomes), null, null, IsRepeated: false);
        }, cancellationToken);

    /// <summary>The same inside a transaction of the caller's.</summary>
    internal static async Task<IReadOnlyList<ResourceOutcome>> PutAllAsync(
        NpgsqlConnection connection, Guid tenantId, Resource resource, IReadOnlyList<ResourceRow> rows, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>();
        foreach (var row in rows.Where(row => row.Errors.None))
            row.Errors.Require(resource.KeyOf(row.Values) is not { } key || seen.Add(key), resource.KeyField,
                $"This {resource.One} is in the request twice.");

        await LockAsync(connection, tenantId, resource, cancellationToken);
        var good = rows.Select((row, place) => (place, row)).Where(entry => entry.row.Errors.None).ToArray();
        var written = good.Length == 0 ? [] : await WriteApartAsync(connection, tenantId, resource, good, now, cancellationToken);
        var bad = rows.Select((row, place) => (place, row)).Where(entry => !entry.row.Errors.None)
            .Select(entry => new ResourceOutcome(entry.place, Rejected, null, entry.row.Errors));
        return [.. written.Concat(bad).OrderBy(outcome => outcome.Place)];
    }

    // Values that no check has thought of and the database cannot hold are found out by halving the rows again and again.
    private static async Task<IReadOnlyList<ResourceOutcome>> WriteApartAsync(
        NpgsqlConnection connection, Guid tenantId, Resource resource, (int Place, ResourceRow Row)[] rows, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, "savepoint rows_apart", cancellationToken);
        try
        {
            var outcomes = await IncomingRows.WriteAsync(connection, tenantId, resource, rows, null, now, cancellationToken);
            await ExecuteAsync(connection, "release savepoint rows_apart", cancellationToken);
            return outcomes;
        }
        catch (PostgresException exception) when (exception.IsBadData())
        {
            await ExecuteAsync(connection, "rollback to savepoint rows_apart; release savepoint rows_apart", cancellationToken);
            if (rows.Length == 1)
                return [new(rows[0].Place, Rejected, null, FieldErrors.Of("", $"{UnstorableValue.Words(exception)}."))];
        }

        return
        [
            .. await WriteApartAsync(connection, tenantId, resource, rows[..(rows.Length / 2)], now, cancellationToken),
            .. await WriteApartAsync(connection, tenantId, resource, rows[(rows.Length / 2)..], now, cancellationToken),
        ];
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<ResourceWriteResult> PutAsync(
        NpgsqlConnection connection, Guid tenantId, Resource resource, string address, ResourceRow row, ResourceCondition condition,
        CancellationToken cancellationToken)
    {
        if (!row.Errors.None)
            return new ResourceWriteResult.Invalid(row.Errors);

        await LockAsync(connection, tenantId, resource, cancellationToken);
        var known = await ResourceQueries.FindAsync(connection, tenantId, resource, address, locks: true, cancellationToken);
        if (!condition.Holds(known?.Version))
            return new ResourceWriteResult.PreconditionFailed();
        var target = known is not null && resource.HasIds ? Guid.Parse(known.Address) : (Guid?)null;
        row.Values.Remove("id");
        if (target is null && resource.TakeAddress(address, row.Values) is { } wrong)
            return new ResourceWriteResult.Invalid(wrong);

        var outcome = (await IncomingRows.WriteAsync(connection, tenantId, resource, [(0, row)], target, time.GetUtcNow(),
            cancellationToken))[0];
        if (outcome.Outcome == Rejected)
            return new ResourceWriteResult.Invalid(outcome.Errors);
        var document = await ResourceQueries.FindAsync(connection, tenantId, resource, outcome.Address!, locks: false, cancellationToken)
            ?? throw new InvalidOperationException($"The {resource.One} {outcome.Address} was written and is not there.");
        return new ResourceWriteResult.Written(outcome.Outcome == "created" ? 201 : 200, document.Json, document.Version, document.Address,
            IsRepeated: false);
    }

    private async Task<ResourceWriteResult> RunAsync(
        Guid tenantId, IdempotentRequest? once, Func<NpgsqlConnection, CancellationToken, Task<ResourceWriteResult>> write,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (once is not null && await IdempotencyKeys.TakeAsync(connection, tenantId, once, time.GetUtcNow(),
            cancellationToken) is { } before)
            return before;

        ResourceWriteResult result;
        try
        {
            result = await write(connection, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Two rows of the request, or of two requests at once, want the same key.
            return new ResourceWriteResult.Invalid(FieldErrors.Of("id", "Another row has the same key."));
        }
        catch (PostgresException exception) when (exception.IsBadData())
        {
            return new ResourceWriteResult.Invalid(FieldErrors.Of("", $"{UnstorableValue.Words(exception)}."));
        }

        if (result is not ResourceWriteResult.Written written)
            return result;

        if (once is not null)
            await IdempotencyKeys.SaveAsync(connection, tenantId, once, written, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Lets writes of one kind in one store follow each other, so that two that make the same row do not meet.</summary>
    internal static async Task LockAsync(NpgsqlConnection connection, Guid tenantId, Resource resource, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))", connection);
        command.Parameters.Add(new() { Value = $"{tenantId} {resource.Table}" });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Serialize(IReadOnlyList<ResourceOutcome> outcomes)
    {
        var results = new JsonArray([.. outcomes.Select(Serialize)]);
        int Count(string outcome) => outcomes.Count(known => known.Outcome == outcome);
        return new JsonObject
        {
            ["created"] = Count("created"),
            ["updated"] = Count("updated"),
            ["unchanged"] = Count("unchanged"),
            [Rejected] = Count(Rejected),
            ["results"] = results,
        }.ToJsonString();
    }

    private static JsonObject Serialize(ResourceOutcome outcome)
    {
        var errors = new JsonObject();
        foreach (var (field, message) in outcome.Errors.Messages)
            errors[field] = message;
        return new() { ["row"] = outcome.Place, ["outcome"] = outcome.Outcome, ["id"] = outcome.Address, ["errors"] = errors };
    }
}
