namespace Portal.Infrastructure.Orders.Writing;

/// <summary>What became of something that a source stated, as the staging tables name it.</summary>
internal static class InputOutcomes
{
    public const string Created = "created";
    public const string Updated = "updated";

    /// <summary>A better source's word took the place of a lesser one's.</summary>
    public const string Replaced = "replaced";

    /// <summary>Says what is known.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>An earlier revision that came late; kept as such.</summary>
    public const string Older = "older";

    /// <summary>A better source has spoken before.</summary>
    public const string Outranked = "outranked";

    /// <summary>Its currency has no exchange rate on its day or before.</summary>
    public const string NoRate = "no_rate";

    /// <summary>Those that take the place of what is stored.</summary>
    public const string Written = "('created', 'updated', 'replaced')";

    public const string Rewritten = "('updated', 'replaced')";

    /// <summary>Those after which the ledger has to be looked at.</summary>
    public const string Booked = "('created', 'updated', 'replaced', 'older')";
}
