using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Catalogue;

/// <summary>Changes a variant's price, cost and figures of reordering, by the same statements as the API.</summary>
public sealed class ChangeVariant(ResourceWriter writer)
{
    /// <returns>What is wrong, by field.</returns>
    public async Task<FieldErrors> RunAsync(Guid tenantId, string sku, VariantChange change, CancellationToken cancellationToken = default)
    {
        var row = new JsonObject
        {
            ["price"] = change.Price,
            ["compareAtPrice"] = change.CompareAt,
            ["promotion"] = string.IsNullOrWhiteSpace(change.Promotion) ? null : change.Promotion,
            ["cost"] = change.Cost,
            ["reorderPoint"] = change.ReorderPoint,
            ["safetyStock"] = change.SafetyStock,
            ["leadTimeDays"] = change.LeadTimeDays,
        };
        var read = ResourceRow.Read(ResourceCatalogue.Variants, JsonSerializer.SerializeToElement(row));
        read.Errors.Require(change.CompareAt is null || change.Price is null || change.CompareAt >= change.Price, "compareAtPrice",
            "The price before is not below the price.");
        return await writer.PutAsync(tenantId, ResourceCatalogue.Variants, sku, read, new(["*"], []), null, cancellationToken) switch
        {
            ResourceWriteResult.Invalid invalid => invalid.Errors,
            ResourceWriteResult.PreconditionFailed => FieldErrors.Of("price", "The variant is gone."),
            _ => new(),
        };
    }
}

/// <summary>What a variant's fields become; null empties one.</summary>
public sealed record VariantChange(
    decimal? Price, decimal? CompareAt, string? Promotion, decimal? Cost, decimal? ReorderPoint, decimal? SafetyStock,
    decimal? LeadTimeDays);
