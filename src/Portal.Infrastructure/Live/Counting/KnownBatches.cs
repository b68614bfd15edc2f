namespace Portal.Infrastructure.Live.Counting;

/// <summary>
/// The commits that a board has taken in, by their numbers, so that one that comes twice (from this node's writer and from
/// a look into the ledger) counts once. Numbers tell their time; those before a horizon are forgotten.
/// </summary>
internal sealed class KnownBatches
{
    private readonly HashSet<long> _batches = [];
    private long _horizon;

    /// <summary>False when it was known.</summary>
    public bool TryAdd(long batch) => _batches.Add(batch);

    public bool Has(long batch) => _batches.Contains(batch);

    /// <summary>Forgets batches with lower numbers, once nobody asks the ledger for them any more.</summary>
    public void Forget(long horizon)
    {
        if (horizon > _horizon)
        {
            _horizon = horizon;
            _batches.RemoveWhere(b => b < horizon);
        }
    }
}
