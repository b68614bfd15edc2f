using Portal.Infrastructure.Inventory;

namespace Portal.Features.Inventory;

/// <summary>What came of a purchase order, line by line; at first all that is missing.</summary>
public sealed class ReceiveForm
{
    public required IReadOnlyList<ReceiveLine> Lines { get; init; }

    public static ReceiveForm Of(PurchaseOrderDetails order) => new()
    {
        Lines = [.. order.Lines.Where(line => line.Received < line.Quantity)
            .Select(line => new ReceiveLine { Line = line, Units = line.Quantity - line.Received })],
    };
}

/// <summary>A line of the form.</summary>
public sealed class ReceiveLine
{
    public required PurchaseOrderLine Line { get; init; }

    public decimal? Units { get; set; }
}
