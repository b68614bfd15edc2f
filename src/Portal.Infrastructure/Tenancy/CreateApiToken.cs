using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Makes a token for a store's API.</summary>
public sealed class CreateApiToken(PortalDb db, TimeProvider time)
{
    public async Task<CreateApiTokenResult> RunAsync(
        Guid tenantId, Guid actorId, string? name, IReadOnlyList<string> scopes, CancellationToken cancellationToken = default)
    {
        var errors = new FieldErrors();
        errors.Require(!string.IsNullOrWhiteSpace(name), "name", "Enter what the token is for.");
        errors.Require(name is null || name.Trim().Length <= 80, "name", "Use at most 80 characters.");
        errors.Require(scopes.Count > 0 && scopes.All(ApiScopes.Contains), "scopes", "Choose what the token may do.");
        if (!errors.None)
            return new CreateApiTokenResult.Invalid(errors);

        var (token, secret) = ApiTokenSecret.Create(tenantId, name!.Trim(), [.. scopes.Distinct()], actorId, expiresAt: null,
            time.GetUtcNow());
        await using var context = db.ForTenant(tenantId);
        context.Add(token);
        await context.SaveChangesAsync(cancellationToken);
        return new CreateApiTokenResult.Created(token.Id, secret);
    }
}

/// <summary>How making an API token ended.</summary>
public abstract record CreateApiTokenResult
{
    private CreateApiTokenResult()
    {
    }

    /// <param name="Secret">The token itself, to be shown once.</param>
    public sealed record Created(Guid Id, string Secret) : CreateApiTokenResult;

    public sealed record Invalid(FieldErrors Errors) : CreateApiTokenResult;
}
