namespace Portal.Domain.Orders;

/// <summary>Which day a later change of an order counts on.</summary>
public enum AccountingBasis
{
    /// <summary>The day on which it happens, as a shop's books have it.</summary>
    Event,

    /// <summary>The day of its order, as cohorts need it.</summary>
    Order,
}
