using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Marketing;

/// <summary>Names days of the store's own, by the same statements as the API.</summary>
public sealed class CreateSeason(ResourceWriter writer)
{
    /// <param name="startsOn">yyyy-MM-dd.</param>
    /// <param name="endsOn">The last day, included; the first one without it.</param>
    /// <returns>What is wrong, by field.</returns>
    public async Task<FieldErrors> RunAsync(
        Guid tenantId, string? name, string? startsOn, string? endsOn, CancellationToken cancellationToken = default)
    {
        var last = string.IsNullOrWhiteSpace(endsOn) ? startsOn : endsOn;
        var row = ResourceRow.Read(ResourceCatalogue.Seasons,
            JsonSerializer.SerializeToElement(new JsonObject
            {
                ["name"] = name ?? "",
                ["startsOn"] = startsOn ?? "",
                ["endsOn"] = last ?? ""
            }));
        return await writer.PutAsync(tenantId, ResourceCatalogue.Seasons, $"{name?.Trim().ToLowerInvariant()} {startsOn}", row,
            ResourceCondition.None, null, cancellationToken) is ResourceWriteResult.Invalid invalid
            ? invalid.Errors
            : new();
    }
}
