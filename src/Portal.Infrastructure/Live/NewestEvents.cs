namespace Portal.Infrastructure.Live;

/// <summary>The events received last, newest first. Not safe for several threads.</summary>
internal sealed class NewestEvents(int max)
{
    private readonly LinkedList<LiveEvent> _events = new();

    /// <summary>Puts an event in its place; what it displaces is forgotten.</summary>
    public void Add(LiveEvent item)
    {
        var after = _events.First;
        while (after is not null && after.Value.ReceivedAt > item.ReceivedAt)
        {
            after = after.Next;
        }

        _ = after is null ? _events.AddLast(item) : _events.AddBefore(after, item);
        if (_events.Count > max)
        {
            _events.RemoveLast();
        }
    }

    public void Clear() => _events.Clear();

    public IReadOnlyList<LiveEvent> Read() => [.. _events];
}
