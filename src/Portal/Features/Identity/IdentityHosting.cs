using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Identity;

/// <summary>How browsers stay signed in.</summary>
public static class IdentityHosting
{
    public static IServiceCollection AddIdentityPages(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, Configure);
        services.AddCascadingAuthenticationState();
        return services
            .AddScoped<AuthenticationStateProvider, CircuitAuthentication>()
            .AddSingleton<DeviceCookie>()
            .AddScoped<SignInCookie>();
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "portal";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.Path = "/";
        options.CookieManager = new HostPrefixCookies();
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        options.LoginPath = PortalUrls.SignIn;
        options.LogoutPath = PortalUrls.SignOut;
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = SendToSignIn;
    }

    // By a path alone, whatever host the request named.
    private static Task SendToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(PortalUrls.SignInThen(context.Request.PathBase + context.Request.Path + context.Request.QueryString));
        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<UserSessions>();
        var principal = await sessions.FindAsync(context.Principal!, context.HttpContext.RequestAborted);
        if (principal is null)
            context.RejectPrincipal();
        else
            context.ReplacePrincipal(principal);
    }
}
