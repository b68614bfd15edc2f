using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Inventory;

/// <summary>Makes purchase orders and leads them on, by the same statements as the API.</summary>
public sealed class PlacePurchaseOrders(ResourceWriter writer)
{
    /// <summary>Drafts an order for each supplier.</summary>
    /// <param name="lines">What to order; the supplier may be unknown.</param>
    /// <param name="expectedOn">The day each supplier's goods should come.</param>
    /// <returns>How many orders were drafted.</returns>
    public async Task<int> DraftAsync(
        Guid tenantId, IEnumerable<(string? Supplier, string Sku, int Quantity)> lines, Func<string?, DateOnly> expectedOn,
        CancellationToken cancellationToken = default)
    {
        var rows = lines.Where(line => line.Quantity > 0).GroupBy(line => line.Supplier).Select(order => new JsonObject
        {
            ["supplier"] = order.Key,
            ["expectedOn"] = expectedOn(order.Key).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["lines"] = new JsonArray([.. order.Select(line => new JsonObject { ["sku"] = line.Sku, ["quantity"] = line.Quantity })]),
        }).Select(Row).ToArray();
        if (rows.Length == 0)
            return 0;

        var written = (ResourceWriteResult.Written)await writer.PutAllAsync(tenantId, ResourceCatalogue.PurchaseOrders, rows, null,
            cancellationToken);
        return JsonNode.Parse(written.Body)!["created"]!.GetValue<int>();
    }

    /// <summary>Orders a draft, or cancels what has not all come.</summary>
    /// <param name="status">ordered or cancelled.</param>
    public Task<FieldErrors> SetStatusAsync(Guid tenantId, string number, string status, CancellationToken cancellationToken = default) =>
        PutAsync(tenantId, number, new() { ["status"] = status }, cancellationToken);

    /// <summary>Takes goods in.</summary>
    /// <param name="received">Units of each sku that came now.</param>
    public Task<FieldErrors> ReceiveAsync(
        Guid tenantId, PurchaseOrderDetails order, IReadOnlyDictionary<string, int> received, CancellationToken cancellationToken = default)
    {
        var errors = new FieldErrors();
        errors.Require(received.Values.All(units => units >= 0), "lines", "Units that came are 0 or more.");
        errors.Require(received.Values.Any(units => units > 0), "lines", "Enter what came.");
        return errors.None
            ? PutAsync(tenantId, order.Order.Number, new()
            {
                ["lines"] = new JsonArray([.. order.Lines.Select(line => new JsonObject { ["sku"] = line.Sku,
                    ["received"] = line.Received + received.GetValueOrDefault(line.Sku) })]),
            }, cancellationToken)
            : Task.FromResult(errors);
    }

    private async Task<FieldErrors> PutAsync(Guid tenantId, string number, JsonObject row, CancellationToken cancellationToken) =>
        await writer.PutAsync(tenantId, ResourceCatalogue.PurchaseOrders, number, Row(row), ResourceCondition.None, null,
            cancellationToken) is ResourceWriteResult.Invalid invalid
            ? invalid.Errors
            : new();

    private static ResourceRow Row(JsonObject row) =>
        ResourceRow.Read(ResourceCatalogue.PurchaseOrders, JsonSerializer.SerializeToElement(row));
}
