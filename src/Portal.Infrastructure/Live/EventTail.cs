using Portal.Domain.Analytics.Privacy;

namespace Portal.Infrastructure.Live;

/// <summary>
/// The newest events of a store that pass a filter, gathered for one reader between two of its looks. An event that is
/// rare among thousands is kept here, while the board's own list of the last ones has long forgotten it.
/// </summary>
public sealed class EventTail
{
    /// <summary>Events that are kept.</summary>
    public const int Max = 200;

    private readonly Lock _lock = new();
    private readonly NewestEvents _events = new(Max);
    private TailFilter _filter = TailFilter.None;
    private LiveBoard? _board;
    private long _version;

    /// <summary>Shows other events: those of the board's last ones that pass, and from now on every new one that does.</summary>
    public void Narrow(TailFilter filter)
    {
        if (_board is { } board)
        {
            board.Restart(this, filter);
        }
        else
        {
            _filter = filter;
        }
    }

    /// <summary>The events, newest first, and a number that grows with every change of them.</summary>
    public (long Version, IReadOnlyList<LiveEvent> Events) Read()
    {
        lock (_lock)
        {
            return (_version, _events.Read());
        }
    }

    /// <summary>Begins on a board with the last events that it has; held under the board's lock.</summary>
    internal void Begin(LiveBoard board, TailFilter? filter, IReadOnlyList<LiveEvent> last)
    {
        lock (_lock)
        {
            (_board, _filter) = (board, filter ?? _filter);
            _events.Clear();
            _version++;
        }

        foreach (var item in last)
        {
            Offer(item);
        }
    }

    /// <summary>Takes an event when the filter lets it pass; quick, for the writer's thread.</summary>
    internal void Offer(LiveEvent item)
    {
        lock (_lock)
        {
            if (_filter.Accepts(item))
            {
                _events.Add(item);
                _version++;
            }
        }
    }
}

/// <summary>Which events a tail shows.</summary>
/// <param name="Name">Of the event; null for any.</param>
/// <param name="Text">In what it is about, its page, its order or its visitor, letter case aside; null for any.</param>
/// <param name="SearchesPeople">Whether the text is looked for in personal data too; else only in what other readers see of an
/// event.</param>
public sealed record TailFilter(string? Name, string? Text, bool SearchesPeople = false)
{
    public static readonly TailFilter None = new(null, null);

    internal bool Accepts(LiveEvent item) =>
        (Name is null || item.Name == Name)
        && (Text is null || HasSubject(item) || Has(item.Path) || Has(item.OrderId) || Has(item.VisitorId) || Has(item.Name));

    private bool HasSubject(LiveEvent item) => (SearchesPeople || !item.NamesPerson) && Has(item.Subject);

    private bool Has(string? value) =>
        value is not null && (SearchesPeople ? value : PersonalData.MaskText(value)).Contains(Text!, StringComparison.OrdinalIgnoreCase);
}
