namespace Portal.Domain.Analytics.Paths;

/// <summary>
/// Counts where sessions go from a node, or where they came from. A session counts once: after the first time it was at
/// the node, or before the last. A node seen several times in a row is one step.
/// </summary>
/// <param name="anchor">The node paths begin or end at; null for the session's own beginning or end.</param>
public sealed class PathCounter(long? anchor, PathDirection direction)
{
    /// <summary>Steps that are followed from the anchor.</summary>
    public const int Levels = 5;

    private readonly Dictionary<Move, long> _moves = [];

    /// <summary>Sessions that were at the anchor.</summary>
    public long Sessions { get; private set; }

    /// <summary>From one step to the next, and how many sessions; a session that ends goes to null.</summary>
    public IReadOnlyDictionary<Move, long> Moves => _moves;

    /// <summary>Takes over what was counted of other sessions.</summary>
    public void Add(long sessions, IEnumerable<KeyValuePair<Move, long>> moves)
    {
        Sessions += sessions;
        foreach (var (move, moved) in moves)
            _moves[move] = _moves.GetValueOrDefault(move) + moved;
    }

    /// <summary>Counts a session.</summary>
    /// <param name="trail">The nodes it was at, in order; reversed here when paths lead back.</param>
    public void Follow(List<long> trail)
    {
        if (trail.Count == 0)
            return;
        if (direction == PathDirection.Before)
            trail.Reverse();
        var next = anchor is { } node ? trail.IndexOf(node) + 1 : 0;
        if (anchor is not null && next == 0)
            return;

        Sessions++;
        var from = anchor;
        for (var level = 1; level <= Levels; level++, next++)
        {
            var to = next < trail.Count ? trail[next] : (long?)null;
            var move = new Move(level, from, to);
            _moves[move] = _moves.GetValueOrDefault(move) + 1;
            if (to is null)
                return;
            from = to;
        }
    }

    /// <summary>A step of a path.</summary>
    /// <param name="Level">Counted from 1: that of the node it leads to.</param>
    /// <param name="From">null for the session's beginning or end.</param>
    /// <param name="To">null where the session has no further step.</param>
    public readonly record struct Move(int Level, long? From, long? To);
}

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

/// <summary>Which way paths are followed.</summary>
public enum PathDirection
{
    /// <summary>What comes after the start.</summary>
    After,

    /// <summary>What came before the end.</summary>
    Before,
}
