using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Portal.Infrastructure.Data;

/// <summary>
/// The application's and the event writer's roles. Their passwords follow from the owner's by HMAC-SHA256, so every
/// node of an installation knows them and none is stored.
/// </summary>
public static class DatabaseRoles
{
    public const string App = "portal_app";
    public const string Writer = "portal_writer";

    private const long RoleLock = 0x706F7274616C; // "portal": roles are shared by every database of a server

    /// <summary>The owner's connection string with another role's name and password in it.</summary>
    public static string ConnectionString(string owner, string role)
    {
        var builder = new NpgsqlConnectionStringBuilder(owner) { Username = role, ApplicationName = role };
        builder.Password = string.IsNullOrEmpty(builder.Password) ? null : Password(builder.Password, role);
        return builder.ConnectionString;
    }

    /// <summary>Creates both roles or brings their passwords up to date.</summary>
    /// <exception cref="InvalidOperationException">The owner may not create roles or cannot pass row-level security.</exception>
    public static async Task EnsureAsync(string ownerConnectionString, CancellationToken cancellationToken = default)
    {
        var ownerPassword = new NpgsqlConnectionStringBuilder(ownerConnectionString).Password;
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await RequireOwnerRightsAsync(connection, cancellationToken);

        await ExecuteAsync(connection, $"select pg_advisory_lock({RoleLock})", cancellationToken);
        await EnsureRoleAsync(connection, App, "nobypassrls", ownerPassword, cancellationToken);
        await EnsureRoleAsync(connection, Writer, "bypassrls", ownerPassword, cancellationToken);
        await GrantAsync(connection, cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_unlock({RoleLock})", cancellationToken);
    }

    /// <summary>
    /// What the roles may do in the database as a whole, which no migration can say: a copy of a database does not take it along,
    /// and another owner has other default privileges. Both roles gather rows in temporary tables; functions that run as the owner
    /// do not see those (migration 0081).
    /// </summary>
    public static async Task GrantAsync(NpgsqlConnection owner, CancellationToken cancellationToken = default) =>
        await ExecuteAsync(owner, $"""
        grant usage on schema public to {App}, {Writer};
        alter default privileges revoke execute on routines from public;
        do $$
        begin
          execute format('revoke temporary, create on database %I from public', current_database());
          execute format('grant temporary on database %I to {App}, {Writer}', current_database());
        end $$
        """, cancellationToken);

    private static async Task RequireOwnerRightsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select rolsuper or (rolcreaterole and rolbypassrls) from pg_roles where rolname = current_user", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
        {
            throw new InvalidOperationException(
                "ConnectionStrings:Portal signs in as a role that cannot own the portal's database. "
                + "It needs to be a superuser, or to have CREATEROLE and BYPASSRLS.");
        }
    }

    private static async Task EnsureRoleAsync(
        NpgsqlConnection connection, string role, string rights, string? ownerPassword, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand("select exists (select from pg_roles where rolname = $1)", connection);
        find.Parameters.Add(new() { Value = role });
        var exists = await find.ExecuteScalarAsync(cancellationToken) is true;

        var password = string.IsNullOrEmpty(ownerPassword) ? "" : $" password '{Password(ownerPassword, role)}'";
        if (!exists)
        {
            await ExecuteAsync(connection, $"create role {role} login {rights}{password}", cancellationToken);
        }
        else if (password.Length > 0 && !await CanSignInAsync(connection.ConnectionString, ownerPassword!, role, cancellationToken))
        {
            await ExecuteAsync(connection, $"alter role {role} login{password}", cancellationToken);
        }
    }

    private static async Task<bool> CanSignInAsync(string target, string ownerPassword, string role, CancellationToken cancellationToken)
    {
        var builder = new NpgsqlConnectionStringBuilder(target)
        {
            Username = role,
            Password = Password(ownerPassword, role),
            Pooling = false,
        };
        try
        {
            await using var connection = new NpgsqlConnection(builder.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (PostgresException exception) when (
            exception.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            return false;
        }
    }

    private static string Password(string ownerPassword, string role) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(ownerPassword), Encoding.UTF8.GetBytes(role)));

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
