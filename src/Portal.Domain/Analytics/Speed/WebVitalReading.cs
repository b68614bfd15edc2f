using System.Text.Json;

namespace Portal.Domain.Analytics.Speed;

/// <summary>Reads the measurements of a Web Vitals event.</summary>
public static class WebVitalReading
{
    /// <summary>What the event tells, as it is kept. What is missing, no number or impossible is left out.</summary>
    /// <param name="properties">The event's properties as JSON.</param>
    public static IEnumerable<(WebVital Vital, int Kept)> Of(string properties)
    {
        using var document = JsonDocument.Parse(properties);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            yield break;

        foreach (var vital in WebVital.All)
        {
            if (document.RootElement.TryGetProperty(vital.Key, out var value) && value.ValueKind == JsonValueKind.Number
                && value.TryGetDecimal(out var measured) && vital.Kept(measured) is { } kept)
                yield return (vital, kept);
        }
    }
}
