namespace Portal.Features.Inventory;

/// <summary>Rights over a store's stock.</summary>
public static class InventoryPolicies
{
    public const string CanView = "inventory.view";

    /// <summary>Adjust and transfer stock, order from suppliers and take goods in.</summary>
    public const string CanEdit = "inventory.edit";
}
