namespace Portal.Features.Sales;

/// <summary>Rights over a store's orders and what they sum to.</summary>
public static class SalesPolicies
{
    public const string CanView = "sales.view";

    /// <summary>Send, cancel and refund.</summary>
    public const string CanChange = "sales.change";
}
