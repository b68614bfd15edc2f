namespace Portal.Domain.Orders;

/// <summary>Who says what of an order.</summary>
public enum OrderSource
{
    /// <summary>The tracker on the shop's page: heard first, believed least.</summary>
    Browser,
    Import,
    Api,
    Webhook,

    /// <summary>A person in the portal.</summary>
    Member,
    Demo,
}

/// <summary>Whose word wins.</summary>
public static class OrderSources
{
    /// <summary>A higher number replaces a lower one, whenever it was said; between equals the later revision wins.</summary>
    public static int Precedence(OrderSource source) => source == OrderSource.Browser ? 1 : 2;
}
