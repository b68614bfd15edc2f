using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>The team's lists as files.</summary>
public static class TeamEndpoints
{
    public static void MapTeamEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapExport<TeamQueries>("/settings/team", TeamPolicies.CanView, (call, team) => TableExport.File(
            call.Request, $"team-{call.Store.Slug}", TeamList.Columns(call.Store.TimeZone, call.Now), TeamList.Default,
            async (query, token) => TeamList.Page(await team.MembersAsync(call.Store.TenantId, token), query)));
        routes.MapExport<TeamQueries>("/settings/invitations", TeamPolicies.CanManage, (call, team) => TableExport.Report(
            call.Request, $"invitations-{call.Store.Slug}", Invitations(StoreClock.For(call.Store.TimeZone)), async () =>
                await team.OpenInvitationsAsync(call.Store.TenantId, call.Cancel)));
    }

    private static IReadOnlyList<DataColumn<Invitation>> Invitations(StoreClock clock) =>
    [
        new("email", "E-mail", invitation => invitation.Email),
        new("role", "Role", invitation => invitation.Role.ToString()),
        new("invited", "Invited", _ => "") { Export = invitation => clock.Local(invitation.CreatedAt) },
        new("until", "Open until", _ => "") { Export = invitation => clock.Local(invitation.ExpiresAt) },
    ];
}
