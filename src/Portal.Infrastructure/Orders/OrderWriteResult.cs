using Portal.Infrastructure.Orders.Writing;

namespace Portal.Infrastructure.Orders;

/// <summary>What became of each order and refund, by its external id.</summary>
public sealed record OrderWriteResult(IReadOnlyDictionary<string, InputOutcome> Orders, IReadOnlyDictionary<string, InputOutcome> Refunds);

/// <summary>What became of something that a source stated.</summary>
public enum InputOutcome
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

internal static class InputOutcomeLabels
{
    public static InputOutcome Read(string word) => word switch
    {
        InputOutcomes.Created => InputOutcome.Created,
        InputOutcomes.Updated or InputOutcomes.Replaced => InputOutcome.Updated,
        InputOutcomes.Unchanged => InputOutcome.Unchanged,
        InputOutcomes.NoRate => InputOutcome.NoRate,
        _ => InputOutcome.Outdated,
    };
}
