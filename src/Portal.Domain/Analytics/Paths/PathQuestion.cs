namespace Portal.Domain.Analytics.Paths;

/// <summary>What paths consist of.</summary>
public enum PathSteps
{
    Pages,
    Events,
    Both,
}

/// <summary>Which paths are asked for.</summary>
/// <param name="Anchor">Where they start, or end; null for the session's own beginning or end. It counts whatever the steps are.</param>
public sealed record PathQuestion(PathNode? Anchor, PathDirection Direction, PathSteps Steps = PathSteps.Pages);
