namespace Portal.Domain.Orders;

/// <summary>What sold goods are told apart by.</summary>
public enum ProductLevel
{
    Product,
    Variant,
    Category,
    Brand,
}
