using Portal.Components.Shared;
using Portal.Domain.Inventory;
using Portal.Domain.Shared.Text;

namespace Portal.Features.Inventory;

/// <summary>How stock reads.</summary>
internal static class StockLabels
{
    public static readonly IReadOnlyList<string> States = [.. Enum.GetValues<StockState>().Select(Of)];

    public static string Of(StockState state) => state switch
    {
        StockState.Out => "Out of stock",
        StockState.Low => "Running low",
        StockState.Good => "In stock",
        StockState.Over => "Too much",
        StockState.Dead => "Not selling",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static (Severity Severity, string Icon) Mark(StockState state) => state switch
    {
        StockState.Out => (Severity.Danger, "error"),
        StockState.Low => (Severity.Warning, "schedule"),
        StockState.Over or StockState.Dead => (Severity.Info, "inventory_2"),
        _ => (Severity.Neutral, "check"),
    };

    /// <summary>Movements and purchase orders: words for what is stored.</summary>
    public static string Of(string word) => word switch
    {
        "sale" => "Sale",
        "return" => "Return",
        "receipt" => "Receipt",
        "adjustment" => "Adjustment",
        "transfer" => "Transfer",
        "draft" => "Draft",
        "ordered" => "Ordered",
        "partially_received" => "Partly received",
        "received" => "Received",
        "cancelled" => "Cancelled",
        _ => word,
    };

    public static string Days(double? days) => days is { } known ? NumberFormat.Full((decimal)Math.Round(known)) : NumberFormat.Dash;
}
