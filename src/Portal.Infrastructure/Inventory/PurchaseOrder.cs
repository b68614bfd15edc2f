namespace Portal.Infrastructure.Inventory;

/// <summary>A purchase order in a list.</summary>
/// <param name="Status">draft, ordered, partially_received, received or cancelled.</param>
/// <param name="Total">Of all lines, at their costs.</param>
public sealed record PurchaseOrder(
    Guid Id, string Number, string? Supplier, string Location, string Status, string Currency, DateOnly? ExpectedOn,
    DateTimeOffset CreatedAt, DateTimeOffset? OrderedAt, int Lines, long Units, long Received, decimal Total, string? Note);

/// <summary>A line of a purchase order.</summary>
public sealed record PurchaseOrderLine(string Sku, string Name, int Quantity, int Received, decimal UnitCost);

/// <summary>Goods that came in at once.</summary>
public sealed record PurchaseReceipt(DateTimeOffset ReceivedAt, int Lines, long Units);

/// <summary>A purchase order with all that belongs to it.</summary>
public sealed record PurchaseOrderDetails(
    PurchaseOrder Order, IReadOnlyList<PurchaseOrderLine> Lines, IReadOnlyList<PurchaseReceipt> Receipts);
