namespace Portal.Infrastructure.Analytics;

/// <summary>
/// Keeps the answers to expensive questions in memory for as long as the store's read models stay the same, the latest
/// asked for first. Those who ask the same at once share one computation, which is cancelled when all of them have left.
/// </summary>
/// <param name="max">Answers kept; one for each question of a store.</param>
public sealed class ResultCache(ReadModelQueries readModels, int max = ResultCache.DefaultSize, TimeProvider? time = null)
{
    internal const int DefaultSize = 400;

    private readonly Lock _gate = new();
    private readonly Dictionary<Key, LinkedListNode<Answer>> _answers = [];
    private readonly LinkedList<Answer> _latest = new();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>The answer to a question, computed when it is not known for the read models as they are now.</summary>
    /// <param name="question">A record that holds everything the answer depends on; equal ones are the same question.</param>
    /// <param name="ask">Computes it; its token is cancelled when nobody waits any more.</param>
    public Task<TAnswer> GetAsync<TAnswer>(
        Guid tenantId, object question, Func<CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken = default) =>
        GetAsync(tenantId, question, TimeSpan.Zero, ask, cancellationToken);

    /// <summary>The answer to a question that costs too much to be asked for every commit.</summary>
    /// <param name="keep">How long an answer does although the store has newer events; not when its read models were made anew.</param>
    public async Task<TAnswer> GetAsync<TAnswer>(
        Guid tenantId, object question, TimeSpan keep, Func<CancellationToken, Task<TAnswer>> ask,
        CancellationToken cancellationToken = default)
    {
        // Read before the question is asked, so that an answer is never older than it says.
        var version = (await readModels.FindAsync(tenantId, cancellationToken))?.Version;
        var answer = Enter(new(tenantId, question), version, keep, async token => await ask(token));
        try
        {
            return (TAnswer)(await answer.Result.WaitAsync(cancellationToken))!;
        }
        finally
        {
            Leave(answer);
        }
    }

    private Answer Enter(Key key, ReadModelVersion? version, TimeSpan keep, Func<CancellationToken, Task<object?>> ask)
    {
        lock (_gate)
        {
            if (_answers.TryGetValue(key, out var known) && Does(known.Value, version, keep))
            {
                _latest.Remove(known);
                _latest.AddFirst(known);
                known.Value.Waiting++;
                return known.Value;
            }

            Forget(key);
            var answer = new Answer(key, version, _time.GetUtcNow()) { Waiting = 1 };
            answer.Result = Task.Run(() => ask(answer.Leaving.Token));
            _answers[key] = _latest.AddFirst(answer);
            if (_answers.Count > max)
            {
                Forget(_latest.Last!.Value.Key);
            }

            return answer;
        }
    }

    private bool Does(Answer known, ReadModelVersion? version, TimeSpan keep) => !known.Result.IsFaulted
        && (known.Version == version || (known.Version?.RebuiltAt == version?.RebuiltAt && _time.GetUtcNow() - known.AskedAt < keep));

    private void Leave(Answer answer)
    {
        lock (_gate)
        {
            answer.Waiting--;
            if (answer.Result.IsCompletedSuccessfully || answer.Waiting > 0)
            {
                return;
            }

            answer.Leaving.Cancel();
            if (_answers.TryGetValue(answer.Key, out var kept) && kept.Value == answer)
            {
                Forget(answer.Key);
            }
        }
    }

    private void Forget(Key key)
    {
        if (_answers.Remove(key, out var known))
        {
            _latest.Remove(known);
        }
    }

    private sealed record Key(Guid TenantId, object Question);

    private sealed class Answer(Key key, ReadModelVersion? version, DateTimeOffset askedAt)
    {
        public Key Key { get; } = key;

        public ReadModelVersion? Version { get; } = version;

        public DateTimeOffset AskedAt { get; } = askedAt;

        public CancellationTokenSource Leaving { get; } = new();

        public Task<object?> Result { get; set; } = Task.FromResult<object?>(null);

        public int Waiting { get; set; }
    }
}
