using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Features.Platform;
using Portal.Features.Shared.Access;
using Portal.Hosting.Authentication;
using Portal.Infrastructure.Identity;

namespace Portal.Hosting;

/// <summary>Who may do what: the policies of stores and of the platform, and the tokens of both APIs.</summary>
internal static class PortalAuthorization
{
    public static IServiceCollection AddPortalAuthorization(this IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, StoreRoleHandler>();
        services.AddSingleton<IAuthorizationHandler, AdministratorHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalAnswers>();
        services.AddScoped<CircuitHandler, AccessCircuitHandler>();
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, ApiTokenAuthentication>(ApiTokenAuthentication.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, PlatformTokenAuthentication>(PlatformTokenAuthentication.SchemeName, null);
        return services.AddAuthorization(AddPolicies);
    }

    private static void AddPolicies(AuthorizationOptions options)
    {
        foreach (var right in StorePolicyTable.Rights)
            options.AddPolicy(right.Policy, policy => policy.RequireAuthenticatedUser()
                .AddRequirements(new StoreRoleRequirement(right.Policy)));

        options.AddPolicy(
            AccountPolicies.Own, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => !context.User.IsGuest()));
        options.AddPolicy(PlatformPolicies.Administer,
            policy => policy.RequireAuthenticatedUser().AddRequirements(new AdministratorRequirement()));
        options.AddPolicy(PlatformPolicies.CallApi, policy => policy
            .AddAuthenticationSchemes(PlatformTokenAuthentication.SchemeName).RequireAuthenticatedUser()
                .RequireClaim(PortalClaims.Administrator));
    }
}
