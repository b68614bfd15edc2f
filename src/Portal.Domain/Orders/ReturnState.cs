namespace Portal.Domain.Orders;

/// <summary>Where a return stands.</summary>
public enum ReturnState
{
    /// <summary>The goods are to come.</summary>
    Requested,

    /// <summary>The goods are there.</summary>
    Received,

    /// <summary>Nothing is left to do.</summary>
    Closed,

    /// <summary>The goods are not taken back.</summary>
    Declined,
}

/// <summary>Why goods come back: the reasons of Shopify's ReturnReason, which shops know.</summary>
public enum ReturnReason
{
    Color,
    Defective,
    NotAsDescribed,
    Other,
    SizeTooLarge,
    SizeTooSmall,
    Style,
    Unknown,
    Unwanted,
    WrongItem,
}
