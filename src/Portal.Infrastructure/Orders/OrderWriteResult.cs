using Portal.Infrastructure.Orders.Writing;

namespace Portal.Infrastructure.Orders;

/// <summary>What became of each order and refund, by its external id.</summary>
public sealed record OrderWriteResult(IReadOnlyDictionary<string, StatedOutcome> Orders, IReadOnlyDictionary<string, StatedOutcome> Refunds);

/// <summary>What became of something that a source stated.</summary>
public enum StatedOutcome
{
    Created,
    Updated,

    /// <summary>It says what is known.</summary>
    Unchanged,

    /// <summary>A better source, or a later revision, has spoken before.</summary>
    Outdated,

    /// <summary>Nothing was kept: its currency has no exchange rate on its day or before.</summary>
    NoRate,
}

internal static class StatedOutcomeWords
{
    public static StatedOutcome Read(string word) => word switch
    {
        StatedOutcomes.Created => StatedOutcome.Created,
        StatedOutcomes.Updated or StatedOutcomes.Replaced => StatedOutcome.Updated,
        StatedOutcomes.Unchanged => StatedOutcome.Unchanged,
        StatedOutcomes.NoRate => StatedOutcome.NoRate,
        _ => StatedOutcome.Outdated,
    };
}
