using Npgsql;

namespace Portal.Infrastructure.Data;

/// <summary>
/// Brings a database to the schema this build expects: in order, each migration in a transaction of its own, under an
/// advisory lock so that nodes that start together wait for each other.
/// </summary>
/// <param name="migrations">What to apply; <see cref="Migration.All"/> except in tests.</param>
public sealed class Migrator(IReadOnlyList<Migration> migrations)
{
    private const long MigrationLock = 0x6D6967726174; // "migrat"

    /// <summary>Applies what is missing and returns the names of what was applied.</summary>
    /// <exception cref="MigrationException">The database was migrated with a file that has since changed, by a newer
    /// build, or out of order; nothing was changed.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(string ownerConnectionString, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_lock({MigrationLock})", cancellationToken);
        try
        {
            await ExecuteAsync(connection, """
                create table if not exists schema_migrations (
                  version integer primary key,
                  name text not null,
                  checksum text not null,
                  applied_at timestamptz not null default now()
                )
                """, cancellationToken);
            var pending = Pending(await AppliedAsync(connection, cancellationToken));
            foreach (var migration in pending)
            {
                await ApplyAsync(connection, migration, cancellationToken);
            }

            return [.. pending.Select(m => m.Name)];
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }

    /// <summary>True when the database is exactly at this build's schema.</summary>
    public async Task<bool> IsCurrentAsync(NpgsqlDataSource owner, CancellationToken cancellationToken)
    {
        await using var connection = await owner.OpenConnectionAsync(cancellationToken);
        return Pending(await AppliedAsync(connection, cancellationToken)).Count == 0;
    }

    private List<Migration> Pending(List<(int Version, string Name, string Checksum)> applied)
    {
        var known = migrations.ToDictionary(m => m.Version);
        foreach (var (version, name, checksum) in applied)
        {
            if (!known.TryGetValue(version, out var migration))
            {
                throw new MigrationException(
                    $"The database has migration {name}, which this build does not know. Run the build that made it, or a newer one.");
            }

            if (migration.Checksum != checksum)
            {
                throw new MigrationException(
                    $"Migration {migration.Name} was edited after this database had applied it as {name}. "
                    + "Put the file back as it was and write the change as a new migration.");
            }
        }

        var last = applied.Count == 0 ? 0 : applied.Max(a => a.Version);
        var pending = migrations.Where(m => applied.TrueForAll(a => a.Version != m.Version)).OrderBy(m => m.Version).ToList();
        return pending.Find(m => m.Version < last) is { } early
            ? throw new MigrationException(
                $"Migration {early.Name} comes before number {last:0000}, which this database already has. Give it the next number.")
            : pending;
    }

    private static async Task<List<(int Version, string Name, string Checksum)>> AppliedAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new List<(int, string, string)>();
        await using var command = new NpgsqlCommand("select version, name, checksum from schema_migrations order by version", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add((reader.GetInt32(0), reader.GetString(1), reader.GetString(2)));
        }

        return applied;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await ExecuteAsync(connection, migration.Sql, cancellationToken);
            await using var record = new NpgsqlCommand("insert into schema_migrations (version, name, checksum) values ($1, $2, $3)",
                connection);
            record.Parameters.Add(new() { Value = migration.Version });
            record.Parameters.Add(new() { Value = migration.Name });
            record.Parameters.Add(new() { Value = migration.Checksum });
            await record.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException exception)
        {
            throw new MigrationException($"Migration {migration.Name} failed and was rolled back: {exception.MessageText}", exception);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
