using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Tenancy;

/// <summary>A store as the platform's administrators see it.</summary>
public sealed record DirectoryEntry(
    Guid TenantId, string Slug, string Name, string Country, bool IsDemo, DateTimeOffset CreatedAt, DateTimeOffset? SuspendedAt, long Members);

/// <summary>The list of every store, for the platform's administrators: the one read that crosses stores.</summary>
public sealed class StoreDirectory(PortalDatabase database)
{
    /// <summary>Every store, latest first.</summary>
    public async Task<IReadOnlyList<DirectoryEntry>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var command = database.Owner.CreateCommand("""
            select t.id, t.slug, t.name, t.country, t.is_demo, t.created_at, t.suspended_at,
                   (select count(*) from memberships m where m.tenant_id = t.id)
            from tenants t order by t.created_at desc
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<DirectoryEntry>();
        while (await reader.ReadAsync(cancellationToken))
            entries.Add(Read(reader));
        return entries;
    }

    private static DirectoryEntry Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetBoolean(4),
        reader.GetFieldValue<DateTimeOffset>(5), reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6), reader.GetInt64(7));
}
