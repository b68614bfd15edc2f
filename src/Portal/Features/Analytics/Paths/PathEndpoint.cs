using Portal.Domain.Analytics.Paths;
using Portal.Features.Api;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Paths;

namespace Portal.Features.Analytics.Paths;

/// <summary>The paths page's figures for programs.</summary>
internal static class PathEndpoint
{
    public static void Map(RouteGroupBuilder group) => group
        .MapGet("/paths", AnswerAsync)
        .WithName("getPaths").WithSummary("What people do after, or did before, a page or an event")
        .WithDescription(
            "Sessions that began in the range, followed for five steps. A session counts once, from the first time it was at the node or "
                + "up to the last. Each level names its eight most common nodes. "
            + "422 with the code too_many_events when the range has more than is followed at once.")
        .Produces<AnalyticsAnswer<PathData>>().ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .With([
            new ApiParameter.Words(PathParameters.Node,
                "Where paths start or end: page: and a path, or event: and a stored name, such as page:/sale or event:product_added. "
                + "Without it, the session's own start or end.", 1000),
            new ApiParameter.Choice(PathParameters.Direction, "after follows what comes next, before what came earlier.",
                PathParameters.Directions, PathParameters.Directions[0]),
            new ApiParameter.Choice(PathParameters.Steps, "What counts as a step: pages that were viewed, other events, or both.",
                PathParameters.StepKinds, PathParameters.StepKinds[0]),
            .. AnalyticsCall.RangeParameters,
        ]);

    private static async Task<IResult> AnswerAsync(
        ApiCall call, PathQueries paths, ReadModelQueries readModels, CancellationToken cancellationToken)
    {
        var node = call.Text(PathParameters.Node);
        call.Errors.Require(node is null || PathNode.Read(node) is not null, PathParameters.Node,
            "Write a node as page:/sale or event:product_added.");
        if (call.Range() is not { } range)
            return Problems.Fields(call.Errors);

        var state = await readModels.FindAsync(call.Store.TenantId, cancellationToken);
        var question = PathParameters.Read(node, call.Text(PathParameters.Direction), call.Text(PathParameters.Steps));
        return await paths.FindAsync(call.Store.TenantId, question, range, cancellationToken) switch
        {
            PathAnswer.Counted(var report, _) =>
                Results.Ok(AnalyticsAnswer<PathData>.Of(range, call.Store.Currency, state?.AsOf, PathData.Of(report))),
            PathAnswer.TooMany(var max) => Problems.Of(
                StatusCodes.Status422UnprocessableEntity, "too_many_events",
                "The range has more than is followed at once. Choose fewer days.", ("most", max)),
            _ => throw new InvalidOperationException("Paths ended in a way the API does not know."),
        };
    }
}

/// <summary>Where sessions went.</summary>
/// <param name="Sessions">That were at the start or end.</param>
/// <param name="Levels">Steps by level; the first level is the start or end itself.</param>
/// <param name="Links">Moves between neighbouring levels; from and to are places in the levels' lists, counted from 0.</param>
internal sealed record PathData(long Sessions, IReadOnlyList<IReadOnlyList<PathDataStep>> Levels, IReadOnlyList<PathLink> Links)
{
    public static PathData Of(PathReport report) => new(
        report.Sessions,
        [.. report.Levels.Select(level => level.Select(step => new PathDataStep(step.Kind.ToString().ToLowerInvariant(), step.Node?.Text,
            step.Sessions)).ToList())],
        report.Links);
}

/// <summary>A step of a level.</summary>
/// <param name="Kind">anchor, node, other (all that are not among the most common) or end (no further step).</param>
/// <param name="Node">page: and a path, or event: and a name; null for the other kinds.</param>
internal sealed record PathDataStep(string Kind, string? Node, long Sessions);
