namespace Portal.Infrastructure.Live.Counting;

/// <summary>
/// The events that arrived last. Of those that arrive in one quarter of a second at most ten are kept, orders first and
/// then by the hash of the message: nobody reads more, and every node keeps the same ones.
/// </summary>
internal sealed class RecentEvents
{
    private const int Kept = 50;
    private const int InSlot = 10;
    private const long Slot = Micros.Second / 4;

    private readonly SortedDictionary<long, List<Entry>> _slots = [];
    private readonly HashSet<long> _full = [];
    private int _count;

    /// <summary>Takes an event when it is among those to keep.</summary>
    public void Offer(in LiveRow row)
    {
        var slot = row.ReceivedAt / Slot;
        if (!_slots.TryGetValue(slot, out var entries))
        {
            if (_count >= Kept && slot < _slots.First().Key)
            {
                return;
            }

            _slots[slot] = entries = [];
        }

        var rank = (row.Kind == EventKind.Order ? 0 : 1, row.Tie);
        var worst = entries.Count < InSlot ? -1 : Worst(entries);
        if (worst >= 0)
        {
            _full.Add(slot);
            if (rank.CompareTo(entries[worst].Rank) > 0)
            {
                return;
            }

            entries.RemoveAt(worst);
            _count--;
        }

        entries.Add(new(rank, LiveEventReader.Read(row)));
        _count++;
        DropOldest();
    }

    /// <summary>At most 50, newest first.</summary>
    public ActivityFigures Figures()
    {
        var events = _slots.Values.SelectMany(s => s).OrderByDescending(e => e.Event.ReceivedAt).ThenByDescending(e => e.Event.OccurredAt)
            .ThenBy(e => e.Rank).Take(Kept).Select(e => e.Event).ToList();
        return new(events, _full.Count > 0);
    }

    private static int Worst(List<Entry> entries)
    {
        var worst = 0;
        for (var index = 1; index < entries.Count; index++)
        {
            worst = entries[index].Rank.CompareTo(entries[worst].Rank) > 0 ? index : worst;
        }

        return worst;
    }

    private void DropOldest()
    {
        while (_slots.First() is var (slot, oldest) && _count - oldest.Count >= Kept)
        {
            _slots.Remove(slot);
            _full.Remove(slot);
            _count -= oldest.Count;
        }
    }

    private readonly record struct Entry((int, long) Rank, LiveEvent Event);
}
