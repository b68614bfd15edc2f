namespace Portal.Domain.Orders;

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
