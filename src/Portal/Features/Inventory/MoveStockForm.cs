namespace Portal.Features.Inventory;

/// <summary>What a person says of a movement.</summary>
public sealed class MoveStockForm
{
    public const string Adjust = "adjust";
    public const string Transfer = "transfer";

    public string Kind { get; set; } = Adjust;

    public string? Sku { get; set; }

    public string From { get; set; } = "";

    public string To { get; set; } = "";

    public decimal? Quantity { get; set; }

    public string? Reason { get; set; }
}
