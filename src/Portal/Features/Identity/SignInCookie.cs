using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Identity;

/// <summary>Signs a browser in and out: the cookie and the session row behind it belong together.</summary>
public sealed class SignInCookie(
    UserSessions sessions, IUserClaimsPrincipalFactory<PortalUser> principals, SignInAttempts attempts, DeviceCookie devices)
{
    /// <param name="keep">Keeps the browser signed in for 14 days after its last visit; else until it is closed.</param>
    public async Task IssueAsync(HttpContext context, PortalUser user, bool keep)
    {
        var principal = await principals.CreateAsync(user);
        var session = await sessions.StartAsync(
            user.Id, context.Connection.RemoteIpAddress?.ToString(), context.Request.Headers.UserAgent.ToString(), context.RequestAborted);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new(PortalClaims.Session, session.ToString()));
        if (!user.IsGuest)
            devices.Remember(context, attempts.Account(user.Email!));
        await context.SignInAsync(IdentityConstants.ApplicationScheme, principal, new() { IsPersistent = keep });
    }

    /// <summary>Ends the session of the request's principal and takes the cookie back.</summary>
    public async Task WithdrawAsync(HttpContext context)
    {
        if (context.User.UserId() is { } userId && context.User.SessionId() is { } sessionId)
            await sessions.RevokeAsync(userId, sessionId, context.RequestAborted);
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
