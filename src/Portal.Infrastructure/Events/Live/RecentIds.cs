namespace Portal.Infrastructure.Events.Live;

/// <summary>
/// The message ids of the last minutes, so that an event that comes twice (from this node's writer and from a look into
/// the database) counts once.
/// </summary>
internal sealed class RecentIds
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset At, string Id)> _order = new();

    public bool TryAdd(string id, DateTimeOffset receivedAt)
    {
        if (!_ids.Add(id))
        {
            return false;
        }

        _order.Enqueue((receivedAt, id));
        return true;
    }

    public void Forget(DateTimeOffset before)
    {
        while (_order.TryPeek(out var oldest) && oldest.At < before)
        {
            _order.Dequeue();
            _ids.Remove(oldest.Id);
        }
    }
}
