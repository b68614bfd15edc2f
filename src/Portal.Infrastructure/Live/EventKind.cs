namespace Portal.Infrastructure.Live;

/// <summary>What an event means for live figures.</summary>
internal enum EventKind : byte
{
    Other,
    Page,
    Product,
    List,
    Search,
    CartAdded,
    CartRemoved,
    Cart,
    Checkout,
    Payment,
    Order,

    /// <summary>Of a page, sent when it is left: nothing that the visitor did.</summary>
    Measurement,
}
