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
    private readonly List<long> _trail = [];

    /// <summary>Sessions that were at the anchor.</summary>
    public long Sessions { get; private set; }

    /// <summary>From one step to the next, and how many sessions; a session that ends goes to null.</summary>
    public IReadOnlyDictionary<Move, long> Moves => _moves;

    /// <summary>Counts sessions whose events are all here. What lies in no session is left out.</summary>
    /// <param name="events">In order.</param>
    public void Add(ReadOnlySpan<TrailEvent> events)
    {
        var isOpen = false;
        foreach (var happened in events)
        {
            if (happened.IsStart)
            {
                _trail.Clear();
                isOpen = true;
            }
            else if (happened.IsEnd)
            {
                if (isOpen)
                    Follow();
                isOpen = false;
            }
            else if (isOpen && (_trail.Count == 0 || _trail[^1] != happened.Node))
            {
                _trail.Add(happened.Node);
            }
        }
    }

    /// <summary>Takes over what another part of the work counted, of other browsers.</summary>
    public void Add(PathCounter others)
    {
        Sessions += others.Sessions;
        foreach (var (move, sessions) in others._moves)
            _moves[move] = _moves.GetValueOrDefault(move) + sessions;
    }

    private void Follow()
    {
        if (_trail.Count == 0)
            return;
        if (direction == PathDirection.Before)
            _trail.Reverse();
        var next = anchor is { } node ? _trail.IndexOf(node) + 1 : 0;
        if (anchor is not null && next == 0)
            return;

        Sessions++;
        var from = anchor;
        for (var level = 1; level <= Levels; level++, next++)
        {
            var to = next < _trail.Count ? _trail[next] : (long?)null;
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
