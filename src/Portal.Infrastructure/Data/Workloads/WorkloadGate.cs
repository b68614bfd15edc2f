namespace Portal.Infrastructure.Data.Workloads;

/// <summary>
/// Lets as many connections of a kind of work be open as its share has, and as many of one store as its own part of it. Who comes
/// too late waits in line, first come first served but for those whose store has its part. A few are kept for scopes that hold
/// a connection already, since one that waits for its second while it keeps its first would hold up all others.
/// </summary>
internal sealed class WorkloadGate
{
    private const int MaxWaiting = 500;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, int> _heldByStore = [];
    private readonly LinkedList<Waiter> _waiting = [];
    private readonly Workload _workload;
    private readonly WorkloadShare _share;
    private int _free;
    private int _reserve;

    public WorkloadGate(Workload workload, WorkloadShare share)
    {
        (_workload, _share) = (workload, share);
        _reserve = Math.Max(1, share.Connections / 8);
        _free = share.Connections - _reserve;
    }

    /// <summary>Waits for a connection to be allowed.</summary>
    /// <param name="store">Whose work it is; null for what concerns no store.</param>
    /// <param name="scope">What the connection belongs to.</param>
    /// <exception cref="WorkloadSaturatedException">None became free in time.</exception>
    public ValueTask<WorkloadLease> EnterAsync(Guid? store, WorkloadScope? scope, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<Waiter> place;
        TimeSpan patience;
        lock (_lock)
        {
            if (TryTake(store, scope) is { } lease)
                return new(lease);
            if (_waiting.Count >= MaxWaiting)
                throw Saturated(store);
            place = _waiting.AddLast(new Waiter(store, scope));

            // Whoever holds one waits for its own statements to end rather than for others.
            patience = scope is { Held: > 0 } ? _share.Wait + TimeSpan.FromSeconds(_share.StatementSeconds) : _share.Wait;
        }

        return new(WaitAsync(place, patience, cancellationToken));
    }

    /// <summary>Takes a connection back and hands it on.</summary>
    public void Return(WorkloadLease lease)
    {
        lock (_lock)
        {
            if (lease.IsReserve)
                _reserve++;
            else
                _free++;
            if (lease is { IsReserve: false, Store: { } store } && --_heldByStore[store] == 0)
                _heldByStore.Remove(store);
            if (lease.Scope is { } scope)
            {
                scope.Held--;
                scope.HoldsReserve &= !lease.IsReserve;
            }

            HandOn();
        }
    }

    private async Task<WorkloadLease> WaitAsync(LinkedListNode<Waiter> place, TimeSpan patience, CancellationToken cancellationToken)
    {
        var waiter = place.Value;
        try
        {
            return await waiter.Taken.Task.WaitAsync(patience, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            lock (_lock)
            {
                if (!waiter.Taken.Task.IsCompletedSuccessfully)
                {
                    _waiting.Remove(place);
                    if (exception is TimeoutException)
                        throw Saturated(waiter.Store);
                    throw;
                }
            }

            var lease = await waiter.Taken.Task;
            if (exception is TimeoutException)
                return lease; // it came at the last moment
            lease.End();
            throw;
        }
    }

    private void HandOn()
    {
        for (var place = _waiting.First; place is not null && (_free > 0 || _reserve > 0);)
        {
            var next = place.Next;
            if (TryTake(place.Value.Store, place.Value.Scope) is { } lease)
            {
                _waiting.Remove(place);
                place.Value.Taken.SetResult(lease);
            }

            place = next;
        }
    }

    private WorkloadLease? TryTake(Guid? store, WorkloadScope? scope)
    {
        var isReserve = !(_free > 0 && !HasItsPart(store));
        if (isReserve && !(_reserve > 0 && scope is { Held: > 0, HoldsReserve: false }))
            return null;

        if (isReserve)
        {
            _reserve--;
            scope!.HoldsReserve = true;
        }
        else
        {
            _free--;
            if (store is { } id)
                _heldByStore[id] = _heldByStore.GetValueOrDefault(id) + 1;
        }

        if (scope is not null)
            scope.Held++;
        return new(this, store, scope, isReserve);
    }

    private bool HasItsPart(Guid? store) => store is { } id && _heldByStore.GetValueOrDefault(id) >= _share.StoreConnections;

    private WorkloadSaturatedException Saturated(Guid? store) =>
        new(_workload, HasItsPart(store), TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(_share.WaitSeconds))));

    private sealed record Waiter(Guid? Store, WorkloadScope? Scope)
    {
        public TaskCompletionSource<WorkloadLease> Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
