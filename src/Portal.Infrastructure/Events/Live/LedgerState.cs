namespace Portal.Infrastructure.Events.Live;

/// <summary>What the ledger says of a store.</summary>
/// <param name="Batches">Numbers of recent commits, those that wait for a larger quota left out.</param>
/// <param name="Held">Commits that wait.</param>
/// <param name="RebuiltAt">When the read models were last made anew.</param>
/// <param name="ErasedAt">When a visitor was last forgotten.</param>
internal sealed record LedgerState(IReadOnlyList<long> Batches, long Held, DateTimeOffset? RebuiltAt, DateTimeOffset? ErasedAt)
{
    /// <summary>True when events that were there have changed their meaning, and a board has to read them again.</summary>
    public bool IsAnotherPast(LedgerState before) => Held < before.Held || RebuiltAt != before.RebuiltAt || ErasedAt != before.ErasedAt;
}
