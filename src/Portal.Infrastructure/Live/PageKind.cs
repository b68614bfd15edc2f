namespace Portal.Infrastructure.Live;

/// <summary>Where in the shop a visitor is, as its events tell.</summary>
public enum PageKind : byte
{
    /// <summary>No event of the visitor tells.</summary>
    Unknown,
    Other,
    Home,
    List,
    Search,
    Product,
    Cart,
    Checkout,
}
