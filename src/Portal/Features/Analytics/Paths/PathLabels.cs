using Portal.Domain.Analytics.Paths;
using Portal.Features.Analytics.Matching;
using Portal.Infrastructure.Analytics.Paths;

namespace Portal.Features.Analytics.Paths;

/// <summary>Steps of paths as people read them.</summary>
internal static class PathLabels
{
    public static string Node(PathNode node) =>
        !node.IsPage ? EventMatchLabels.Event(node.Name) : node.Name.Length == 0 ? "A page without a path" : node.Name;

    public static string Place(PathPlace place, PathDirection direction) => place switch
    {
        { Node: { } node } => Node(node),
        { Kind: PathStepKind.Other } => "All others",
        { Kind: PathStepKind.End } => direction == PathDirection.After ? "Left the shop" : "Came into the shop",
        _ => direction == PathDirection.After ? "Start of the session" : "End of the session",
    };

    /// <summary>The heading of a level.</summary>
    public static string Level(int level, PathDirection direction) => (level, direction) switch
    {
        (0, PathDirection.After) => "Start",
        (0, _) => "End",
        (1, PathDirection.After) => "1 step later",
        (1, _) => "1 step before",
        (_, PathDirection.After) => $"{level} steps later",
        _ => $"{level} steps before",
    };
}
