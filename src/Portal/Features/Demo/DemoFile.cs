using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Tenancy;
using Portal.Hosting.Process;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Data.Embedded;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Shared.Files;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Demo;

/// <summary>
/// Keeps <c>demo.json</c> in the data folder: where the portal is and how to sign in to it, readable by the operator
/// alone. A person who never had a password gets one here. Beside the embedded server, secrets that the file has lost are
/// made anew; on an operator's own database they are not, since another node or the person herself may be using them.
/// </summary>
public sealed class DemoFile(
    PortalArguments arguments, PortalDatabase database, PortalDb db, TimeProvider time, EmbeddedPostgres? embedded = null)
{
    public const string OwnerName = "Sari Wijaya";
    public const string OwnerEmail = "sari@kopi-kain.example";
    public const string AdministratorEmail = "admin@intellishop.example";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private string Path => System.IO.Path.Combine(arguments.DataDirectory, "demo.json");

    /// <summary>Brings the file up to date and returns what it says.</summary>
    public async Task<DemoAccess> WriteAsync(Uri address, IPasswordHasher<PortalUser> hasher, CancellationToken cancellationToken)
    {
        var known = await ReadAsync(cancellationToken);
        var access = (known ?? new()) with { Url = address.ToString().TrimEnd('/'), Database = LibpqUrl(database.OwnerConnectionString) };
        var administrator = await FindAsync(u => u.IsAdministrator, cancellationToken);
        if (administrator is not null && NeedsAccess(administrator, access.Admin is null))
        {
            access = access with { Admin = await NewAdministratorAccessAsync(administrator, hasher, cancellationToken) };
        }

        if (await FindDemoAsync(cancellationToken) is { } demo)
        {
            access = access with { WriteKey = demo.WriteKey };
            var owner = await FindAsync(u => u.Email == OwnerEmail, cancellationToken);
            if (owner is not null && NeedsAccess(owner, access.Owner is null))
            {
                access = access with
                {
                    Owner = new(OwnerEmail, await NewPasswordAsync(owner, hasher, cancellationToken)),
                    ApiToken = await NewApiTokenAsync(demo.TenantId, owner.Id, cancellationToken),
                };
            }

            await WidenAsync(demo.TenantId, access.ApiToken, cancellationToken);
        }

        await SaveAsync(access, cancellationToken);
        return access;
    }

    private async Task<DemoAccess?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<DemoAccess>(await File.ReadAllTextAsync(Path, cancellationToken), Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task SaveAsync(DemoAccess access, CancellationToken cancellationToken)
    {
        PrivateFiles.EnsureDataDirectory(arguments.DataDirectory);
        var unfinished = Path + ".new";
        await using (var stream = PrivateFiles.Create(unfinished))
        {
            await JsonSerializer.SerializeAsync(stream, access, Json, cancellationToken);
        }

        File.Move(unfinished, Path, overwrite: true);
    }

    private async Task<(Guid TenantId, string WriteKey)?> FindDemoAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Owner.CreateCommand("""
            select t.id, k.key from tenants t join write_keys k on k.tenant_id = t.id
            where t.is_demo and k.revoked_at is null and k.valid_until is null order by k.created_at limit 1
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetGuid(0), reader.GetString(1)) : null;
    }

    private bool NeedsAccess(PortalUser user, bool isLost) => user.PasswordHash is null || (isLost && embedded is not null);

    private async Task<PortalUser?> FindAsync(Expression<Func<PortalUser, bool>> isWanted, CancellationToken cancellationToken)
    {
        await using var portal = db.ForPlatform();
        return await portal.Users.AsNoTracking().Where(isWanted).OrderBy(u => u.CreatedAt).FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<AdministratorAccess> NewAdministratorAccessAsync(
        PortalUser administrator, IPasswordHasher<PortalUser> hasher, CancellationToken cancellationToken) =>
        new(
            administrator.Email!,
            await NewPasswordAsync(administrator, hasher, cancellationToken),
            await new PlatformTokens(db, time).CreateAsync(administrator.Id, "Made at the first start", cancellationToken));

    private async Task<string> NewApiTokenAsync(Guid tenantId, Guid ownerId, CancellationToken cancellationToken)
    {
        var result = await new CreateApiToken(db, time).RunAsync(
            tenantId, ownerId, "Made at the first start", [.. ApiScopes.All.Select(s => s.Key)], cancellationToken);
        return ((CreateApiTokenResult.Created)result).Secret;
    }

    // The file's token was made for everything that the API could do; a later start may know more.
    private async Task WidenAsync(Guid tenantId, string? secret, CancellationToken cancellationToken)
    {
        if (secret is null)
        {
            return;
        }

        await using var command = database.Owner.CreateCommand(
            "update api_tokens set scopes = $3 where tenant_id = $1 and token_hash = $2 and not scopes @> $3");
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = SecretToken.Hash(secret) });
        command.Parameters.Add(new() { Value = ApiScopes.All.Select(s => s.Key).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<string> NewPasswordAsync(PortalUser user, IPasswordHasher<PortalUser> hasher, CancellationToken cancellationToken)
    {
        var password = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);
        await using var portal = db.ForPlatform();
        portal.Attach(user);
        user.PasswordHash = hasher.HashPassword(user, password);
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        await portal.SaveChangesAsync(cancellationToken);
        return password;
    }

    private static string LibpqUrl(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        var secret = string.IsNullOrEmpty(builder.Password) ? "" : ":" + Uri.EscapeDataString(builder.Password);
        return $"postgresql://{Uri.EscapeDataString(builder.Username ?? "")}{secret}@{builder.Host}:{builder.Port}/{Uri.EscapeDataString(builder.Database ?? "")}";
    }
}
