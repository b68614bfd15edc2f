using System.Text.Json;
using Portal.Infrastructure.Analytics.Explorer;

namespace Portal.Features.Analytics.Explorer;

/// <summary>The few words that tell one event from the next in a list.</summary>
internal static class EventSubject
{
    private static readonly string[] Telling = ["name", "query", "product_id", "sku", "title", "coupon", "list_id", "category"];

    /// <summary>The order, a telling property, or the page; null when the event has none.</summary>
    public static string? Of(EventRecord item) =>
        item.OrderId is { } order ? $"Order {order}" : Property(item) ?? item.Title ?? item.Path;

    // An identify event's name is a person's; it is not for every reader.
    private static string? Property(EventRecord item)
    {
        if (item.Properties is null || item.IsAboutPerson)
            return null;
        using var properties = JsonDocument.Parse(item.Properties);
        return Telling
            .Select(name => properties.RootElement.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
            .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
    }
}
