using Portal.Domain.Tenancy;
using Portal.EndToEnd.Journeys;
using Portal.Testing.Data;

namespace Portal.EndToEnd.Sweep;

/// <summary>What exists in the demo store for the addresses of the sweep.</summary>
/// <param name="InvitationToken">Of an invitation that is open.</param>
public sealed record SampleValues(string Slug, Guid SiteId, string InvitationToken)
{
    public static async Task<SampleValues> MakeAsync(DemoPortal portal)
    {
        var token = SecretToken.New("in_");
        await portal.Database.ExecuteAsync("delete from invitations where tenant_id = $1 and invited_by is null", portal.TenantId);
        await portal.Database.ExecuteAsync("""
            insert into invitations (tenant_id, id, email, role, token_hash, created_at, expires_at)
            values ($1, $2, 'rina@kopi-kain.example', 'analyst', $3, now(), now() + interval '7 days')
            """, portal.TenantId, Guid.NewGuid(), SecretToken.Hash(token));
        return new(portal.Slug, await portal.Database.ScalarAsync<Guid>("select id from sites where tenant_id = $1", portal.TenantId), token);
    }
}
