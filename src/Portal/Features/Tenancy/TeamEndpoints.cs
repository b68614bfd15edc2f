using Portal.Components.Shared.Tables;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>The team's list as a file.</summary>
public static class TeamEndpoints
{
    public static void MapTeamEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapExport<TeamQueries>("/settings/team", TeamPolicies.CanView, (call, team) => TableExport.File(
            call.Request, $"team-{call.Store.Slug}", TeamList.Columns(call.Store.TimeZone, call.Now), TeamList.Standard,
            async (query, token) => TeamList.Page(await team.MembersAsync(call.Store.TenantId, token), query)));
}
