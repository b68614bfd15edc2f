using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Portal.Infrastructure.Tenancy;

namespace Portal.Hosting.Authentication;

/// <summary>Authenticates calls of a store's API by <c>Authorization: Bearer at_…</c>.</summary>
public sealed class ApiTokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ApiTokenQueries tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "ApiToken";

    private const string TenantClaim = "tenant_id";
    private const string ScopeClaim = "scope";
    private const string TokenClaim = "token_id";
    private const string Prefix = "Bearer ";

    /// <summary>The store that a token's principal speaks for.</summary>
    public static Guid TenantId(ClaimsPrincipal principal) => Guid.Parse(principal.FindFirstValue(TenantClaim)!);

    /// <summary>The token that a principal came by; null when it came by none.</summary>
    public static string? TokenId(ClaimsPrincipal principal) => principal.FindFirstValue(TokenClaim);

    /// <summary>A policy for endpoints that a token with this scope may call.</summary>
    public static void Require(AuthorizationPolicyBuilder policy, string scope) =>
        policy.AddAuthenticationSchemes(SchemeName).RequireAuthenticatedUser().RequireClaim(ScopeClaim, scope);

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers[HeaderNames.Authorization].ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        if (await tokens.FindAsync(header[Prefix.Length..].Trim(), Context.RequestAborted) is not { } holder)
            return AuthenticateResult.Fail("The token is unknown or ended.");

        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new(TenantClaim, holder.TenantId.ToString()));
        identity.AddClaim(new(TokenClaim, holder.Id.ToString()));
        identity.AddClaims(holder.Scopes.Select(scope => new Claim(ScopeClaim, scope)));
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }
}
