using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Identity;

namespace Portal.Infrastructure.Tenancy;

/// <summary>
/// The one place that says what a signed-in person may open: the sign-in must stand, the account's secrets be those of then, the
/// membership exist and the store be open. Asked of the database each time, so that a change holds at once.
/// </summary>
public sealed class StoreAccess(PortalDb db, IOptions<IdentityOptions> identity)
{
    /// <summary>What the person may open; null when nobody is signed in, or the sign-in has ended.</summary>
    public async Task<PersonAccess?> FindAsync(ClaimsPrincipal principal, CancellationToken cancellationToken = default)
    {
        if (principal.Identity?.IsAuthenticated != true || principal.UserId() is not { } userId
            || principal.SessionId() is not { } sessionId)
            return null;

        var rows = await ReadAsync(userId, sessionId, cancellationToken);
        var stamp = principal.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType);
        if (rows is not [var person, ..] || person.SecurityStamp is null || person.SecurityStamp != stamp)
            return null;

        return new(
            userId, sessionId, person.DisplayName, person.Email ?? "", person.IsAdministrator, person.LastSeenAt,
            [.. rows.Where(row => row.TenantId is not null && !row.IsSuspended).Select(Store)],
            rows.Select(row => row.TenantId).OfType<Guid>().ToHashSet());
    }

    /// <summary>The store with the person's role; null when the person may not know of it.</summary>
    public async Task<CurrentStore?> FindAsync(ClaimsPrincipal principal, string slug, CancellationToken cancellationToken = default) =>
        (await FindAsync(principal, cancellationToken))?.Store(slug);

    private async Task<List<Row>> ReadAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken)
    {
        await using var context = db.ForPerson(userId);
        return await context.Database.SqlQuery<Row>($"""
            select u.security_stamp as "SecurityStamp", u.display_name as "DisplayName", u.email as "Email",
              u.is_administrator as "IsAdministrator",
                   s.last_seen_at as "LastSeenAt", t.id as "TenantId", t.slug as "Slug", t.name as "Name", t.currency as "Currency",
                   t.time_zone as "TimeZone", t.country as "Country", t.daily_revenue_goal as "DailyRevenueGoal", coalesce(t.is_demo,
                     false) as "IsDemo",
                   t.suspended_at is not null as "IsSuspended", m.role as "Role"
            from user_sessions s
            join users u on u.id = s.user_id
            left join memberships m on m.user_id = u.id
            left join tenants t on t.id = m.tenant_id
            where s.id = {sessionId} and s.user_id = {userId} and s.revoked_at is null
            order by t.name, t.id
            """).ToListAsync(cancellationToken);
    }

    private static CurrentStore Store(Row row) => new(
        row.TenantId!.Value, row.Slug!, row.Name!, row.Currency!, row.TimeZone!, row.Country!,
        Enum.Parse<StoreRole>(row.Role!, ignoreCase: true))
    {
        DailyRevenueGoal = row.DailyRevenueGoal,
        IsDemo = row.IsDemo,
    };

    private sealed record Row(
        string? SecurityStamp, string DisplayName, string? Email, bool IsAdministrator, DateTimeOffset LastSeenAt,
        Guid? TenantId, string? Slug, string? Name, string? Currency, string? TimeZone, string? Country, decimal? DailyRevenueGoal,
        bool IsDemo, bool IsSuspended, string? Role);
}
