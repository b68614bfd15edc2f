using Portal.Domain.Analytics.Paths;

namespace Portal.Features.Analytics.Paths;

/// <summary>The words for a question of paths in addresses and in the API. What makes no sense is the standard.</summary>
internal static class PathParameters
{
    public const string Node = "node";
    public const string Direction = "direction";
    public const string Steps = "steps";

    public static IReadOnlyList<string> Directions { get; } = ["after", "before"];

    public static IReadOnlyList<string> StepKinds { get; } = ["pages", "events", "both"];

    public static PathQuestion Read(string? node, string? direction, string? steps) => new(
        PathNode.Read(node),
        direction == Directions[1] ? PathDirection.Before : PathDirection.After,
        steps == StepKinds[1] ? PathSteps.Events : steps == StepKinds[2] ? PathSteps.Both : PathSteps.Pages);

    public static (string, string?)[] Write(PathQuestion question) =>
    [
        (Node, question.Anchor?.Text),
        (Direction, question.Direction == PathDirection.Before ? Directions[1] : null),
        (Steps, question.Steps == PathSteps.Pages ? null : StepKinds[(int)question.Steps]),
    ];
}
