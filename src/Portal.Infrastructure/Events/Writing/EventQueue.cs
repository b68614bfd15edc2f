namespace Portal.Infrastructure.Events.Writing;

/// <summary>
/// Requests that wait for a writer, in a line for each store. Writers take from the lines by deficit round robin
/// (Shreedhar and Varghese 1995), counted in events, so that a store's burst delays its own requests and hardly those of
/// others. Bounded in number and bytes; a store may add while it holds less than is free (dynamic thresholds, Choudhury and
/// Hahne 1998): half of the room when it is alone, and some is always left for the next. Closed on shutdown.
/// </summary>
internal sealed class EventQueue(EventOptions options, WriterThrottle turns)
{
    /// <summary>Events of one store in a turn. Larger requests save up over some turns.</summary>
    public const int EventsInTurn = 100;

    private const int SpareLines = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, TenantQueue> _lines = [];
    private readonly LinkedList<TenantQueue> _turns = new();
    private readonly Stack<LinkedListNode<TenantQueue>> _spare = new();
    private readonly Queue<TaskCompletionSource> _idle = new();
    private readonly long _maxBytes = options.QueuedMegabytes * 1024L * 1024L;
    private volatile bool _isOpen = true;
    private int _requests;
    private int _events;
    private long _bytes;

    /// <summary>True until shutdown begins.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Writers that wait.</summary>
    public int IdleWriters
    {
        get
        {
            lock (_lock)
            {
                return _idle.Count;
            }
        }
    }

    /// <summary>Puts a request in its store's line; false when there is no room for it.</summary>
    public bool TryEnqueue(IngestRequest request)
    {
        TaskCompletionSource? idle;
        lock (_lock)
        {
            var line = _lines.GetValueOrDefault(request.Source.TenantId);
            var (places, bytes) = (options.QueuedRequests - _requests, _maxBytes - _bytes);
            if (!_isOpen || (line?.Count ?? 0) >= places || (line?.Bytes ?? 0) >= bytes || request.Rows.Length > bytes)
            {
                return false;
            }

            (line ?? Open(request.Source.TenantId)).Add(request);
            _requests++;
            _events += request.Events.Count;
            _bytes += request.Rows.Length;
            idle = Next();
        }

        idle?.SetResult();
        return true;
    }

    /// <summary>
    /// Takes what waits, fairly, up to a number of events; waits for the first and for its turn, which lasts until <see cref="EndTurn"/>.
    /// </summary>
    /// <returns>The events that were taken; 0 when the queue is closed and empty.</returns>
    public int Take(List<IngestRequest> group, int events)
    {
        group.Clear();
        for (var isMyTurn = false; ; isMyTurn = true)
        {
            TaskCompletionSource idle;
            lock (_lock)
            {
                if (!isMyTurn && (turns.MayTake(_events) || !_isOpen))
                {
                    turns.Begin();
                    isMyTurn = true;
                }

                if (isMyTurn)
                {
                    var taken = TakeWaiting(group, Math.Min(events, WriterThrottle.Share(_events)));
                    if (taken > 0)
                    {
                        turns.Took(taken);
                        Next()?.SetResult(); // what was left may be enough for another
                        return taken;
                    }

                    turns.End(0);
                }

                if (!_isOpen)
                {
                    return 0;
                }

                idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _idle.Enqueue(idle);
            }

            idle.Task.Wait();
        }
    }

    /// <summary>Lets the next writer take what waits: the rows of this one are with the server, or failed.</summary>
    /// <param name="events">What it had taken.</param>
    public void EndTurn(int events)
    {
        TaskCompletionSource? idle;
        lock (_lock)
        {
            turns.End(events);
            idle = Next();
        }

        idle?.SetResult();
    }

    /// <summary>Takes everything that waits, without waiting.</summary>
    public void TakeAll(List<IngestRequest> group)
    {
        group.Clear();
        lock (_lock)
        {
            TakeWaiting(group, int.MaxValue);
        }
    }

    /// <summary>Takes no more; what waits is still written.</summary>
    public void Close()
    {
        TaskCompletionSource[] idle;
        lock (_lock)
        {
            _isOpen = false;
            idle = [.. _idle];
            _idle.Clear();
            foreach (var _ in idle)
            {
                turns.Begin();
            }
        }

        Array.ForEach(idle, waiting => waiting.SetResult());
    }

    // Who is woken has the turn already, so that what arrives meanwhile wakes nobody else.
    private TaskCompletionSource? Next()
    {
        if (_events == 0 || _idle.Count == 0 || !turns.MayTake(_events))
        {
            return null;
        }

        turns.Begin();
        return _idle.Dequeue();
    }

    // A turn that the group's end cuts short goes on in the next group. Returns the number of events.
    private int TakeWaiting(List<IngestRequest> group, int events)
    {
        var room = events;
        while (room > 0 && _turns.First is { } turn)
        {
            var line = turn.Value;
            while (line.Count > 0 && line.First.Events.Count <= line.Allowance)
            {
                var size = line.First.Events.Count;
                if (group.Count > 0 && size > room)
                {
                    return events - room;
                }

                group.Add(Take(line));
                line.Allowance -= size;
                room -= size;
            }

            _turns.RemoveFirst();
            if (line.Count > 0)
            {
                line.Allowance += EventsInTurn;
                _turns.AddLast(turn);
            }
            else
            {
                Shut(turn);
            }
        }

        return events - room;
    }

    private IngestRequest Take(TenantQueue line)
    {
        var request = line.Take();
        _requests--;
        _events -= request.Events.Count;
        _bytes -= request.Rows.Length;
        return request;
    }

    private TenantQueue Open(Guid tenantId)
    {
        var turn = _spare.TryPop(out var used) ? used : new(new());
        turn.Value.TenantId = tenantId;
        turn.Value.Allowance = EventsInTurn;
        _lines.Add(tenantId, turn.Value);
        _turns.AddLast(turn);
        return turn.Value;
    }

    // Kept for the next store, so that a store that comes and goes with each request costs no memory.
    private void Shut(LinkedListNode<TenantQueue> turn)
    {
        _lines.Remove(turn.Value.TenantId);
        if (_spare.Count < SpareLines)
        {
            _spare.Push(turn);
        }
    }
}
