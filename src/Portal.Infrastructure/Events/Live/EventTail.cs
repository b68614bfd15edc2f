namespace Portal.Infrastructure.Events.Live;

/// <summary>
/// The newest events of a store that pass a filter, gathered for one reader between two of its looks. An event that is
/// rare among thousands is kept here, while the board's own list of the last ones has long forgotten it.
/// </summary>
public sealed class EventTail
{
    /// <summary>Events that are kept.</summary>
    public const int Most = 200;

    private readonly Lock _lock = new();
    private readonly LinkedList<LiveEvent> _events = new();
    private TailFilter _filter = TailFilter.None;

    /// <summary>What passes; another filter begins with an empty list.</summary>
    public TailFilter Filter
    {
        get => _filter;
        set
        {
            lock (_lock)
            {
                _filter = value;
                _events.Clear();
                Seen++;
            }
        }
    }

    /// <summary>Grows with every change of the list.</summary>
    public long Seen { get; private set; }

    /// <summary>The events, newest first.</summary>
    public IReadOnlyList<LiveEvent> Read()
    {
        lock (_lock)
        {
            return [.. _events];
        }
    }

    /// <summary>Takes an event when the filter lets it pass; quick, for the writer's thread.</summary>
    internal void Offer(LiveEvent item)
    {
        lock (_lock)
        {
            if (!_filter.Accepts(item))
            {
                return;
            }

            _events.AddFirst(item);
            if (_events.Count > Most)
            {
                _events.RemoveLast();
            }

            Seen++;
        }
    }
}

/// <summary>Which events a tail shows.</summary>
/// <param name="Name">Of the event; null for any.</param>
/// <param name="Text">In what it is about, its page, its order or its visitor, letter case aside; null for any.</param>
public sealed record TailFilter(string? Name, string? Text)
{
    public static readonly TailFilter None = new(null, null);

    internal bool Accepts(LiveEvent item) =>
        (Name is null || item.Name == Name)
        && (Text is null || Has(item.Subject) || Has(item.Path) || Has(item.OrderId) || Has(item.VisitorId) || Has(item.Name));

    private bool Has(string? value) => value is not null && value.Contains(Text!, StringComparison.OrdinalIgnoreCase);
}
