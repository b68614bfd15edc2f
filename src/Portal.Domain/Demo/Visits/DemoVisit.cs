using Portal.Domain.Demo.Goods;
using Portal.Domain.Demo.Sales;

namespace Portal.Domain.Demo.Visits;

/// <summary>What a visitor does next.</summary>
internal enum DemoStep
{
    Land,
    List,
    Search,
    Product,
    Add,
    Cart,
    Remove,
    Checkout,
    Payment,
    Order,
}

/// <summary>One visit to the shop while it lasts.</summary>
internal sealed class DemoVisit(string sessionId, string anonymousId, DemoPlace place, DemoDevice device, DemoChannel channel)
{
    public string SessionId { get; } = sessionId;
    public string AnonymousId { get; } = anonymousId;
    public DemoPlace Place { get; } = place;
    public DemoDevice Device { get; } = device;
    public DemoChannel Channel { get; } = channel;
    public DemoVisitor? Visitor { get; init; }
    public DemoCustomer? Customer { get; set; }

    /// <summary>True for a customer who came back, false for someone who becomes one in this visit.</summary>
    public bool Returns { get; init; }

    public double Intent { get; set; } = 1;
    public DemoStep Next { get; set; } = DemoStep.Land;
    public DemoProduct? Product { get; set; }
    public DemoCategory Category { get; set; }
    public List<(DemoProduct Product, int Quantity)> Cart { get; } = [];
    public bool HasOrdered { get; set; }

    /// <summary>The page that the latest step opened; null when it opened none.</summary>
    public DemoPage? Opened { get; set; }
}
