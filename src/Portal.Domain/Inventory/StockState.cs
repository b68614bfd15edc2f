namespace Portal.Domain.Inventory;

/// <summary>What a variant's stock asks for.</summary>
public enum StockState
{
    /// <summary>Nothing is left and it is asked for.</summary>
    Out,

    /// <summary>At or below the reorder point.</summary>
    Low,

    Good,

    /// <summary>More than half a year of demand.</summary>
    Over,

    /// <summary>There is stock, and none was sold for 90 days.</summary>
    Dead,
}
