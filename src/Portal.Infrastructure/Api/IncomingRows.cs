using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Api;

/// <summary>Writes checked rows into a resource's tables with its statements, all rows at once.</summary>
internal static class IncomingRows
{
    /// <param name="rows">Rows without errors by their place in the request.</param>
    /// <param name="target">The row that the only one of them is to become; null when its key says it.</param>
    /// <returns>What became of each, in the order of their places.</returns>
    public static async Task<IReadOnlyList<ResourceOutcome>> WriteAsync(
        NpgsqlConnection connection, Guid tenantId, Resource resource, IReadOnlyList<(int Place, ResourceRow Row)> rows, Guid? target,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        await CreateAsync(connection, resource, cancellationToken);
        await FillAsync(connection, resource, rows, target, cancellationToken);
        await RunAsync(connection, tenantId, resource, now, cancellationToken);
        return await OutcomesAsync(connection, cancellationToken);
    }

    /// <summary>Runs the resource's statements over the rows that <c>incoming</c> holds.</summary>
    public static async Task RunAsync(
        NpgsqlConnection connection, Guid tenantId, Resource resource, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.Timeout = 0;
        foreach (var step in resource.Steps)
        {
            var command = new NpgsqlBatchCommand(step);
            command.Parameters.Add(new() { Value = tenantId });
            command.Parameters.Add(new() { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        await resource.FinalizeAsync(connection, tenantId, now, cancellationToken);
    }

    /// <summary>Makes the temporary tables, empty.</summary>
    public static async Task CreateAsync(NpgsqlConnection connection, Resource resource, CancellationToken cancellationToken)
    {
        await using var create = new NpgsqlCommand($"""
            drop table if exists pg_temp.incoming, pg_temp.rejected;
            create temporary table incoming (n integer primary key, doc jsonb not null, target uuid, is_new boolean not null default false, changed boolean not null default false,
              address text, {resource.Extra}{string.Join(", ", Fields(resource).Select(field => $"{field.Incoming} {ResourceSql.TypeOf(field.Type)}"))}) on commit drop;
            create temporary table rejected (n integer not null, field text not null, message text not null) on commit drop;
            """, connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    private static ResourceField[] Fields(Resource resource) =>
        [.. resource.Fields.Where(field => field.IsWritable || (resource.HasIds && field.Name == "id"))];

    private static async Task FillAsync(
        NpgsqlConnection connection, Resource resource, IReadOnlyList<(int Place, ResourceRow Row)> rows, Guid? target,
        CancellationToken cancellationToken)
    {
        var fields = Fields(resource);
        await using var fill = new NpgsqlCommand($"""
            insert into incoming (n, doc, target, {string.Join(", ", fields.Select(field => field.Incoming))})
            select n, d, $3, {string.Join(", ", fields.Select(ResourceSql.Read))}
              from unnest($1, $2) as r (n, sent), lateral (select sent::jsonb as d) as parsed
            """, connection);
        fill.Parameters.Add(new() { Value = rows.Select(row => row.Place).ToArray() });
        fill.Parameters.Add(new() { Value = rows.Select(row => row.Row.Values.ToJsonString()).ToArray() });
        fill.Parameters.Add(new() { Value = (object?)target ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        await fill.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<ResourceOutcome>> OutcomesAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select n, case when is_new then 'created' when changed then 'updated'
              else 'unchanged' end, coalesce(address, target::text), null, null from incoming
            union all
            select n, 'rejected', null, field, message from rejected
            order by 1
            """, connection);
        var outcomes = new List<ResourceOutcome>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            outcomes.Add(new(
                reader.GetInt32(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.IsDBNull(3) ? new() : FieldErrors.Of(reader.GetString(3), reader.GetString(4))));
        }

        return outcomes;
    }
}
