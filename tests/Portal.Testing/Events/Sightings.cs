using Portal.Infrastructure.Live;

namespace Portal.Testing.Events;

/// <summary>What a watcher of live figures was shown.</summary>
public sealed class Sightings
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly List<(Func<LiveSnapshot, bool> IsWanted, TaskCompletionSource<LiveSnapshot> Found)> _waiting = [];
    private LiveSnapshot? _last;

    public void Add(LiveSnapshot snapshot)
    {
        lock (_lock)
        {
            _last = snapshot;
            foreach (var (_, found) in _waiting.Where(w => w.IsWanted(snapshot)).ToList())
            {
                found.TrySetResult(snapshot);
            }

            _waiting.RemoveAll(w => w.Found.Task.IsCompleted);
        }
    }

    /// <summary>The first snapshot from the last on that is as wanted.</summary>
    public async Task<LiveSnapshot> UntilAsync(Func<LiveSnapshot, bool> isWanted)
    {
        var found = new TaskCompletionSource<LiveSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_last is { } last && isWanted(last))
            {
                return last;
            }

            _waiting.Add((isWanted, found));
        }

        return await found.Task.WaitAsync(Patience);
    }
}
