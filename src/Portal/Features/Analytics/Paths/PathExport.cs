using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics.Paths;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics.Paths;

namespace Portal.Features.Analytics.Paths;

/// <summary>The moves of the paths page as a file.</summary>
internal static class PathExport
{
    public static void MapPathExport(this IEndpointRouteBuilder routes) =>
        routes.MapExport<PathQueries>("/analytics/paths", AnalyticsPolicies.CanView, (call, paths) =>
    {
        var range = call.Range();
        var question = PathParameters.Read(call.Text(PathParameters.Node), call.Text(PathParameters.Direction),
            call.Text(PathParameters.Steps));
        return TableExport.Report(call.Request, call.Named("paths", range), Columns(question.Direction), async () =>
            await paths.FindAsync(call.Store.TenantId, question, range, call.Cancel) is PathAnswer.Counted(var report, _)
                ? report.Links.Select(link => PathMove.Of(report, link, question.Direction)) : []);
    });

    private static IReadOnlyList<DataColumn<PathMove>> Columns(PathDirection direction) =>
    [
        new("step", "Step", move => PathLabels.Level(move.Level, direction)),
        new("from", "From", move => PathLabels.Place(move.From, direction)),
        new("to", "To", move => PathLabels.Place(move.To, direction)),
        new("sessions", "Sessions", _ => "") { Export = move => move.Sessions },
        new("share", "Share", _ => "") { Export = move => move.Share },
    ];
}

/// <summary>How many sessions went from one step to the next, in the order of time whichever way paths are followed.</summary>
/// <param name="Share">Of all sessions of the report.</param>
internal sealed record PathMove(int Level, PathPlace From, PathPlace To, long Sessions, decimal Share)
{
    public static PathMove Of(PathReport report, PathLink link, PathDirection direction)
    {
        var (near, far) = (report.Levels[link.Level - 1][link.From], report.Levels[link.Level][link.To]);
        return new(link.Level, direction == PathDirection.After ? near : far, direction == PathDirection.After ? far : near, link.Sessions,
            (decimal)link.Sessions / report.Sessions);
    }
}
