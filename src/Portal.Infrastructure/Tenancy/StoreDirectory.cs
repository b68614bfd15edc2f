using Npgsql;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Tenancy;

/// <summary>A store as the platform's administrators see it.</summary>
/// <param name="LastOpenedAt">When a member last opened it; null when none ever did.</param>
public sealed record DirectoryEntry(
    Guid TenantId, string Slug, string Name, string Country, bool IsDemo, DateTimeOffset CreatedAt, DateTimeOffset? SuspendedAt,
    long Members, long Sites, DateTimeOffset? LastOpenedAt);

/// <summary>The list of every store, for the platform's administrators: the one read that crosses stores.</summary>
public sealed class StoreDirectory(PortalDatabase database)
{
    /// <summary>The latest stores.</summary>
    public static readonly TableQuery Default = TableQuery.First with { Sort = "created", Descending = true };

    private static readonly string[] AllStates = ["Open", "Suspended"];

    /// <summary>One page of the stores that the query leaves, with how many there are.</summary>
    public async Task<TablePage<DirectoryEntry>> PageAsync(TableQuery query, CancellationToken cancellationToken = default)
    {
        await using var batch = database.Owner.CreateBatch();
        const string Narrowed = """
            from tenants t
            where ($1::text is null or t.name ilike $1 or t.slug ilike $1)
              and ($2::text[] is null or (case when t.suspended_at is null then 'Open' else 'Suspended' end) = any ($2))
            """;
        Add(batch, $"select count(*) {Narrowed}", query);
        Add(batch, $"""
            select t.id, t.slug, t.name, t.country, t.is_demo, t.created_at, t.suspended_at,
                   (select count(*) from memberships m where m.tenant_id = t.id) as members,
                   (select count(*) from sites s where s.tenant_id = t.id and s.archived_at is null),
                   (select max(m.last_opened_at) from memberships m where m.tenant_id = t.id) as opened
            {Narrowed}
            order by {Order(query)} {(query.Descending ? "desc" : "asc")} nulls last, t.id limit {query.Size} offset {query.Offset}
            """, query);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var total = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<DirectoryEntry>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(Read(reader));
        return new(rows, total);
    }

    private static void Add(NpgsqlBatch batch, string sql, TableQuery query)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new()
        {
            Value = query.Search is null ? DBNull.Value : $"%{Literal(query.Search)}%",
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text
        });
        command.Parameters.Add(new()
        {
            Value = States(query) is { } states ? states : DBNull.Value,
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text
        });
        batch.BatchCommands.Add(command);
    }

    private static string[]? States(TableQuery query)
    {
        var filters = query.Filters.Where(filter => filter.Column == "state").ToList();
        return filters.Count == 0 ? null : [.. AllStates.Where(state => filters.All(filter => filter.Accepts(state)))];
    }

    // The column is chosen here: what an address says never becomes SQL.
    private static string Order(TableQuery query) => query.Sort switch
    {
        "name" => "lower(t.name)",
        "slug" => "t.slug",
        "members" => "members",
        "opened" => "opened",
        _ => "t.created_at",
    };

    private static string Literal(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);

    private static DirectoryEntry Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetBoolean(4),
        reader.GetFieldValue<DateTimeOffset>(5), Instant(reader, 6), reader.GetInt64(7), reader.GetInt64(8), Instant(reader, 9));

    private static DateTimeOffset? Instant(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}

/// <summary>One of the stores a person works in.</summary>
public sealed record StoreListing(Guid TenantId, string Slug, string Name, StoreRole Role, bool IsSuspended, DateTimeOffset? LastOpenedAt);
