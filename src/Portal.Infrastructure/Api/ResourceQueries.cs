using System.Globalization;
using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Api;

/// <summary>Reads of the API's rows, as JSON that PostgreSQL writes.</summary>
public sealed class ResourceQueries(PortalDatabase database)
{
    /// <summary>The rows after a place, in the list's order.</summary>
    /// <param name="conditions">Filters with their values.</param>
    /// <param name="after">The place of the last row before, from <see cref="ResourceCursor"/>; null for the first rows.</param>
    /// <param name="fields">The fields to tell.</param>
    public async Task<ResourcePage> ListAsync(
        Guid tenantId, Resource resource, IReadOnlyList<(ResourceFilter Filter, object Value)> conditions, IReadOnlyList<string>? after,
        int limit, IReadOnlyList<ResourceField> fields, CancellationToken cancellationToken = default)
    {
        var values = new List<object?>();
        var where = string.Concat(conditions.Select(
            condition => $" and ({string.Format(CultureInfo.InvariantCulture, condition.Filter.Sql, Next(values, condition.Value))})"));
        var order = string.Join(", ", resource.Order.Select(part => part.Sql));
        if (after is not null)
            where += $" and ({order}) > ({string.Join(", ", after.Zip(resource.Order, (place, part) => $"{Next(values, place)}::text::{part.Type}"))})";
        var rows = await database.ListAsync(
            tenantId,
            $"select {ResourceSql.Object(fields)}::text, array[{string.Join(", ", resource.Order.Select(Place))}] from "
                + $"{resource.From}{where} order by {order} limit {(limit + 1).ToString(CultureInfo.InvariantCulture)}",
            values, row => (Json: row.GetString(0), Place: row.GetFieldValue<string[]>(1)), cancellationToken);
        return new([.. rows.Take(limit).Select(row => row.Json)], rows.Count > limit ? ResourceCursor.Write(rows[limit - 1].Place) : null);
    }

    /// <summary>The row of an address; null without one.</summary>
    /// <param name="fields">The fields to tell; its version counts all of them.</param>
    public Task<ResourceDocument?> FindAsync(
        Guid tenantId, Resource resource, string address, IReadOnlyList<ResourceField> fields,
        CancellationToken cancellationToken = default) => database.FindAsync(
            tenantId, FindSql(resource, fields), [address, Identity(address)], Read, cancellationToken);

    internal static async Task<ResourceDocument?> FindAsync(
        NpgsqlConnection connection, Guid tenantId, Resource resource, string address, bool locks, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FindSql(resource, resource.Fields) + (locks ? $" for update of {resource.Alias}" : ""),
            connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = address });
        command.Parameters.Add(new() { Value = Identity(address) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    private static string FindSql(Resource resource, IReadOnlyList<ResourceField> fields) =>
        $"select {resource.Address}, md5({ResourceSql.Object(resource.Fields)}::text), {ResourceSql.Object(fields)}::text from "
            + $"{resource.From} and ({resource.Found})";

    private static ResourceDocument Read(NpgsqlDataReader row) => new(row.GetString(0), $"\"{row.GetString(1)}\"", row.GetString(2));

    // The same in every session, whatever its time zone and date style.
    private static string Place((string Sql, string Type) part) => part.Type switch
    {
        "timestamptz" => $"""to_char(({part.Sql}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
        "date" => $"to_char({part.Sql}, 'YYYY-MM-DD')",
        _ => $"({part.Sql})::text",
    };

    private static object Identity(string address) => Guid.TryParse(address, out var id) ? id : DBNull.Value;

    private static string Next(List<object?> values, object value)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${values.Count + 1}");
    }
}
