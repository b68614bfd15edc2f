using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Platform;

/// <summary>Authenticates calls of the platform API by an administrator's <c>Authorization: Bearer pt_…</c>.</summary>
public sealed class PlatformTokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, PlatformTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "PlatformToken";

    private const string Prefix = "Bearer ";

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers[HeaderNames.Authorization].ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        if (await tokens.FindAsync(header[Prefix.Length..].Trim(), Context.RequestAborted) is not { } administrator)
            return AuthenticateResult.Fail("The token is unknown or ended.");

        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, administrator.Id.ToString()));
        identity.AddClaim(new(PortalClaims.Administrator, "true"));
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }
}
