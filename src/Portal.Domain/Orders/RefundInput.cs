namespace Portal.Domain.Orders;

/// <summary>Money that a source says went back; said again under the same id it replaces what was said.</summary>
/// <param name="OrderExternalId">Its order, which may come later; null for a refund that names none.</param>
public sealed record RefundInput(
    string ExternalId, string? OrderExternalId, DateTimeOffset RefundedAt, string Currency, IReadOnlyList<RefundLineInput> Lines)
{
    /// <summary>Money for goods that belongs to no line.</summary>
    public decimal Amount { get; init; }

    /// <summary>Tax that was charged on top and belongs to no line.</summary>
    public decimal Tax { get; init; }

    public decimal Shipping { get; init; }

    public CustomerInput? Customer { get; init; }

    public string? Country { get; init; }

    public string? Channel { get; init; }

    /// <summary>Units of the store's currency for one of the refund's; null takes the rate of its day.</summary>
    public decimal? ExchangeRate { get; init; }

    public ReturnReason? Reason { get; init; }

    public string? Note { get; init; }
}

/// <summary>What of a refund belongs to one line.</summary>
/// <param name="OrderLine">The order's line; null when it is not known.</param>
/// <param name="Quantity">Units given back; 0 when only money went.</param>
/// <param name="Amount">Money for goods, above 0.</param>
/// <param name="Tax">Tax that was charged on top of it.</param>
/// <param name="Restock">True when the units are for sale again.</param>
public sealed record RefundLineInput(
    int Line, int? OrderLine, string Sku, string Name, decimal Quantity, decimal Amount, decimal Tax = 0,
    ReturnReason Reason = ReturnReason.Unknown, bool Restock = false);
