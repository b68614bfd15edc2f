using System.Security.Claims;

namespace Portal.Infrastructure.Identity;

/// <summary>What a signed-in principal carries beside the framework's claims.</summary>
public static class PortalClaims
{
    /// <summary>The row of <c>user_sessions</c> that this sign-in rests on.</summary>
    public const string Session = "sid";

    /// <summary>How the portal addresses the person.</summary>
    public const string DisplayName = "display_name";

    /// <summary>Present for those who work for the platform.</summary>
    public const string Administrator = "administrator";

    /// <summary>Present for a guest of the demo store, who changes nothing and has no account.</summary>
    public const string Guest = "guest";

    /// <summary>True for a guest of the demo store.</summary>
    public static bool IsGuest(this ClaimsPrincipal principal) => principal.HasClaim(Guest, "true");

    /// <summary>The signed-in person; null for a stranger or a store's token.</summary>
    public static Guid? UserId(this ClaimsPrincipal principal) => Id(principal, ClaimTypes.NameIdentifier);

    /// <summary>The sign-in session; null without one.</summary>
    public static Guid? SessionId(this ClaimsPrincipal principal) => Id(principal, Session);

    /// <summary>The same person with the administrator's mark as the account has it now.</summary>
    public static ClaimsPrincipal WithAdministrator(this ClaimsPrincipal principal, bool isAdministrator)
    {
        if (principal.HasClaim(claim => claim.Type == Administrator) == isAdministrator)
            return principal;

        var identity = ((ClaimsIdentity)principal.Identity!).Clone();
        foreach (var mark in identity.FindAll(Administrator).ToList())
            identity.RemoveClaim(mark);
        if (isAdministrator)
            identity.AddClaim(new(Administrator, "true"));
        return new(identity);
    }

    private static Guid? Id(ClaimsPrincipal principal, string type) =>
        Guid.TryParse(principal.FindFirstValue(type), out var id) ? id : null;
}
