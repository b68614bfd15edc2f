using Portal.Components.Shared.Tables;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>The team's list as a file.</summary>
public static class TeamEndpoints
{
    public static void MapTeamEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/s/{store}/settings/team.csv", ExportAsync).RequireAuthorization(TeamPolicies.CanView);

    private static async Task<IResult> ExportAsync(string store, HttpContext context, StoreAccess access, TeamQueries team, TimeProvider time)
    {
        if (await access.FindAsync(context.User, store, context.RequestAborted) is not { } found)
            return Results.NotFound();

        var members = await team.MembersAsync(found.TenantId, context.RequestAborted);
        return TableExport.Csv(
            context.Request, $"team-{found.Slug}", TeamList.Columns(found.TimeZone, time.GetUtcNow()), TeamList.Standard,
            (query, _) => Task.FromResult(TeamList.Page(members, query)));
    }
}
