using Npgsql;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Inventory;

/// <summary>Adds a place where goods lie.</summary>
public sealed class AddLocation(PortalDatabase database)
{
    /// <param name="code">Lower case letters, digits and hyphens; how programs name it.</param>
    /// <returns>What is wrong, by field.</returns>
    public async Task<FieldErrors> RunAsync(Guid tenantId, string? code, string? name, CancellationToken cancellationToken = default)
    {
        var errors = new FieldErrors();
        errors.Require(!string.IsNullOrWhiteSpace(name) && name.Length <= 100, "name", "Enter a name of at most 100 characters.");
        errors.Require(
            code is { Length: > 0 and <= 40 } && code.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)
                || letter == '-'),
            "code", "Use lower case letters, digits and hyphens.");
        if (!errors.None)
            return errors;

        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand(
            "insert into locations (tenant_id, code, name) values ($1, $2, $3) on conflict do nothing", connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = code! });
        command.Parameters.Add(new() { Value = name!.Trim() });
        errors.Require(await command.ExecuteNonQueryAsync(cancellationToken) == 1, "code", "Another location has this code.");
        return errors;
    }
}
