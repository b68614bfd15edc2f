using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.EndToEnd.Journeys;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Testing.Data;

namespace Portal.EndToEnd.Sweep;

/// <summary>What exists in the demo store for the addresses of the sweep.</summary>
/// <param name="InvitationToken">Of an invitation that is open.</param>
/// <param name="Visitor">Someone with several sessions.</param>
/// <param name="Order">One of which something was refunded, when there is such a one.</param>
public sealed record SampleValues(string Slug, Guid SiteId, string InvitationToken, long Visitor, Guid Order)
{
    public static async Task<SampleValues> MakeAsync(DemoPortal portal)
    {
        var token = SecretToken.New("in_");
        await portal.Database.ExecuteAsync("delete from invitations where tenant_id = $1 and invited_by is null", portal.TenantId);
        await portal.Database.ExecuteAsync("""
            insert into invitations (tenant_id, id, email, role, token_hash, created_at, expires_at)
            values ($1, $2, 'rina@kopi-kain.example', 'analyst', $3, now(), now() + interval '7 days')
            """, portal.TenantId, Guid.NewGuid(), SecretToken.Hash(token));
        return new(portal.Slug, await portal.Database.ScalarAsync<Guid>("select id from sites where tenant_id = $1", portal.TenantId),
            token, await VisitorAsync(portal),
            await portal.Database.ScalarAsync<Guid>(
                "select id from orders where tenant_id = $1 order by refunded > 0 desc, placed_at desc limit 1", portal.TenantId));
    }

    // The read models follow the demo's events; until they have begun there is nobody to open.
    private static async Task<long> VisitorAsync(DemoPortal portal)
    {
        await portal.Services.GetRequiredService<Projector>().CatchUpAsync(portal.TenantId, CancellationToken.None);
        return await portal.Database.ScalarAsync<long>(
            "select visitor from sessions where tenant_id = $1 and not is_bot group by visitor order by count(*) desc, visitor limit 1",
            portal.TenantId);
    }
}
