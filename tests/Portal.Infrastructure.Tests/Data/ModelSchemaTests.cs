using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Data;

/// <summary>The migrations are the schema's only source; this holds the EF model to them.</summary>
public sealed class ModelSchemaTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Model_EveryMappedColumn_IsTheSchemasInTypeAndNullability()
    {
        var schema = await SchemaAsync();
        await using var context = postgres.Db.ForPlatform();

        var differences = context.Model.GetEntityTypes().SelectMany(entity => Differences(entity, schema)).ToList();

        Assert.Empty(differences);
    }

    [Fact]
    public async Task Model_EveryPrimaryKey_IsTheSchemas()
    {
        await using var context = postgres.Db.ForPlatform();
        var keys = await KeysAsync();

        var differences = context.Model.GetEntityTypes()
            .Select(entity => (Table: entity.GetTableName()!,
                Key: string.Join(",", entity.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName()))))
            .Where(mapped => keys.GetValueOrDefault(mapped.Table) != mapped.Key)
            .Select(mapped => $"{mapped.Table}: the model has ({mapped.Key}), the schema ({keys.GetValueOrDefault(mapped.Table)})");

        Assert.Empty(differences);
    }

    private static IEnumerable<string> Differences(
        IEntityType entity, Dictionary<(string Table, string Column), (string Type, bool Nullable)> schema)
    {
        var table = entity.GetTableName()!;
        var mapped = entity.GetProperties().ToDictionary(property => property.GetColumnName());
        foreach (var (column, property) in mapped)
        {
            if (!schema.TryGetValue((table, column), out var actual))
                yield return $"{table}.{column} is not in the schema";
            else if (Normal(property.GetColumnType()) != actual.Type)
                yield return $"{table}.{column} is {actual.Type} in the schema and {Normal(property.GetColumnType())} in the model";
            else if (property.IsNullable != actual.Nullable)
                yield return $"{table}.{column} is {(actual.Nullable ? "nullable" : "not null")} in the schema, unlike in the model";
        }

        foreach (var (_, column) in schema.Keys.Where(key => key.Table == table && !mapped.ContainsKey(key.Column)))
            yield return $"{table}.{column} is not in the model";
    }

    // The model's lengths of Identity's columns and its numeric facets say nothing that the schema enforces.
    private static string Normal(string type) =>
        type.StartsWith("character varying", StringComparison.Ordinal) ? "text" : type.StartsWith("numeric", StringComparison.Ordinal)
            ? "numeric" : type;

    private async Task<Dictionary<(string, string), (string, bool)>> SchemaAsync()
    {
        await using var command = postgres.Database.Owner.CreateCommand("""
            select c.relname, a.attname, format_type(a.atttypid, null), not a.attnotnull
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
            """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var columns = new Dictionary<(string, string), (string, bool)>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            columns[(reader.GetString(0), reader.GetString(1))] = (reader.GetString(2), reader.GetBoolean(3));
        return columns;
    }

    private async Task<Dictionary<string, string>> KeysAsync()
    {
        await using var command = postgres.Database.Owner.CreateCommand("""
            select i.indrelid::regclass::text, string_agg(a.attname, ',' order by k.position)
            from pg_index i
            cross join unnest(i.indkey) with ordinality k (number, position)
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
            where i.indisprimary group by 1
            """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var keys = new Dictionary<string, string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            keys[reader.GetString(0)] = reader.GetString(1);
        return keys;
    }
}
