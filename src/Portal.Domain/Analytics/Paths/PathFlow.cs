using Portal.Domain.Analytics.Matching;

namespace Portal.Domain.Analytics.Paths;

/// <summary>Where sessions went, step by step: the most common nodes of each level, and how many moved between them.</summary>
/// <param name="Sessions">That were at the start or end.</param>
/// <param name="Levels">One list for each level; level 0 holds the start or end alone.</param>
public sealed record PathFlow(long Sessions, IReadOnlyList<IReadOnlyList<PathStep>> Levels, IReadOnlyList<PathLink> Links)
{
    /// <summary>Nodes of a level that are told apart; the others are one.</summary>
    public const int MaxNodes = 8;

    /// <summary>The flow of what was counted.</summary>
    public static PathFlow Of(PathCounter counted, long? anchor)
    {
        var levels = new List<IReadOnlyList<PathStep>> { new[] { new PathStep(PathStepKind.Anchor, anchor, counted.Sessions) } };
        var links = new List<PathLink>();
        for (var level = 1; level <= PathCounter.Levels; level++)
        {
            var moves = counted.Moves.Where(move => move.Key.Level == level).ToList();
            if (moves.Count == 0)
                break;
            var steps = MostCommon(moves);
            links.AddRange(Between(level, levels[^1], steps, moves));
            levels.Add(steps);
        }

        return new(counted.Sessions, levels, links);
    }

    private static List<PathStep> MostCommon(List<KeyValuePair<PathCounter.Move, long>> moves)
    {
        var nodes = moves.Where(move => move.Key.To is not null).GroupBy(move => move.Key.To!.Value)
            .Select(group => new PathStep(PathStepKind.Node, group.Key, group.Sum(move => move.Value)))
            .OrderByDescending(step => step.Sessions).ThenBy(step => step.Node).ToList();
        var steps = nodes.Take(MaxNodes).ToList();
        var (others, ended) = (nodes.Skip(MaxNodes).Sum(step => step.Sessions),
            moves.Where(move => move.Key.To is null).Sum(move => move.Value));
        if (others > 0)
            steps.Add(new(PathStepKind.Other, null, others));
        if (ended > 0)
            steps.Add(new(PathStepKind.End, null, ended));
        return steps;
    }

    private static IEnumerable<PathLink> Between(
        int level, IReadOnlyList<PathStep> before, List<PathStep> steps, List<KeyValuePair<PathCounter.Move, long>> moves) =>
        moves.GroupBy(move => (From: level == 1 ? 0 : Place(before, move.Key.From),
            To: move.Key.To is null ? steps.Count - 1 : Place(steps, move.Key.To)))
            .Select(group => new PathLink(level, group.Key.From, group.Key.To, group.Sum(move => move.Value)))
            .OrderBy(link => link.From).ThenBy(link => link.To);

    private static int Place(IReadOnlyList<PathStep> steps, long? node)
    {
        var other = -1;
        for (var place = 0; place < steps.Count; place++)
        {
            if (steps[place].Kind == PathStepKind.Node && steps[place].Node == node)
                return place;
            other = steps[place].Kind == PathStepKind.Other ? place : other;
        }

        return other;
    }
}

/// <summary>What a step of a flow is.</summary>
public enum PathStepKind
{
    /// <summary>Where all paths start, or end.</summary>
    Anchor,

    Node,

    /// <summary>All nodes that are not among the most common of the level.</summary>
    Other,

    /// <summary>The session had no further step.</summary>
    End,
}

/// <summary>A node of a level.</summary>
/// <param name="Node">null for others, for the end, and for a session's own beginning or end.</param>
public sealed record PathStep(PathStepKind Kind, long? Node, long Sessions);

/// <summary>Sessions that moved from a step of the level before to one of this level; places are those in their lists.</summary>
public sealed record PathLink(int Level, int From, int To, long Sessions);

/// <summary>A page by its path, or an event by its stored name.</summary>
public sealed record PathNode(bool IsPage, string Name)
{
    private const string PagePrefix = "page:";
    private const string EventPrefix = "event:";
    private const int MaxCharacters = 1000;

    /// <summary>As addresses and the API write it: page:/sale, event:product_added.</summary>
    public string Text => (IsPage ? PagePrefix : EventPrefix) + Name;

    /// <summary>Null when the text is neither.</summary>
    public static PathNode? Read(string? text)
    {
        if (text is null || text.Length > MaxCharacters || text.Contains('\0', StringComparison.Ordinal))
            return null;
        if (text.StartsWith(PagePrefix, StringComparison.Ordinal))
            return new(true, text[PagePrefix.Length..]);
        return text.StartsWith(EventPrefix, StringComparison.Ordinal) && new EventMatch(text[EventPrefix.Length..]).Problem() is null
            ? new(false, text[EventPrefix.Length..])
            : null;
    }
}
