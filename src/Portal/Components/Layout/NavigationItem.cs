using System.Security.Claims;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Identity;

namespace Portal.Components.Layout;

/// <summary>One entry of the navigation, of the command palette, and of a section's first page: pages are declared here once.</summary>
/// <param name="Url">From the store's slug.</param>
/// <param name="Policy">Hidden from those the policy refuses; null for everyone who is signed in.</param>
/// <param name="Exact">On only at exactly this address, as Home is the start of every other one.</param>
public sealed record NavigationItem(
    string Text, string Icon, Func<string, string> Url, string? Policy = null, bool Exact = false,
    IReadOnlyList<NavigationItem>? Children = null)
{
    public IReadOnlyList<NavigationItem> Children { get; init; } = Children ?? [];

    /// <summary>A component that shows a number beside the name; null for none.</summary>
    public Type? Badge { get; init; }

    /// <summary>What the page is for, in a few words.</summary>
    public string? About { get; init; }

    /// <summary>
    /// True when the person would be let in. The role is that of the store as it was found for this address, so that
    /// hiding costs no query; the page itself asks again.
    /// </summary>
    public bool IsOpenTo(ClaimsPrincipal person, CurrentStore? store) => Policy switch
    {
        null => true,
        AccountPolicies.Own => !person.IsGuest(),
        PlatformPolicies.Administer => person.HasClaim(claim => claim.Type == PortalClaims.Administrator),
        _ => store is not null && StorePolicyTable.Shows(store.Role, Policy),
    };
}
