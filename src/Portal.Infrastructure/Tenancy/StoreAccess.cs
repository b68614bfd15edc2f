using System.Security.Claims;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Identity;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Which store a signed-in person may open, and as what. Asked afresh each time, so that a change of role holds at once.</summary>
public sealed class StoreAccess(StoreQueries queries)
{
    /// <summary>The store with the person's role; null when she may not know of it.</summary>
    public async Task<CurrentStore?> FindAsync(ClaimsPrincipal principal, string slug, CancellationToken cancellationToken = default) =>
        principal.Identity?.IsAuthenticated == true && principal.UserId() is { } userId
            ? await queries.FindAsync(userId, slug, cancellationToken)
            : null;
}
