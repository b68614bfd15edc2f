using System.Text.Json;
using Portal.Domain.Analytics.Privacy;
using Portal.Domain.Analytics.Schema;

namespace Portal.Features.Analytics.Visitors;

/// <summary>A person's traits one by one, as a reader may see them.</summary>
internal static class TraitList
{
    /// <summary>How many are shown.</summary>
    public const int Max = 20;

    /// <summary>
    /// In the order of their names. What lies within a trait, such as a city in an address, has a line of its own under its
    /// <see cref="PropertyPath"/>.
    /// </summary>
    /// <param name="traits">JSON object; null for none.</param>
    public static IReadOnlyList<(string Name, string Value)> Of(string? traits, bool isPlain)
    {
        if (traits is null)
            return [];
        using var document = JsonDocument.Parse(MaskedJson.Write(traits, isTraits: true, isPlain, indented: false));
        return [.. Lines(document.RootElement, "").OrderBy(trait => trait.Name, StringComparer.OrdinalIgnoreCase).Take(Max)];
    }

    private static IEnumerable<(string Name, string Value)> Lines(JsonElement within, string prefix) =>
        within.EnumerateObject().SelectMany(trait =>
        trait.Value.ValueKind == JsonValueKind.Object
            ? Lines(trait.Value, $"{prefix}{PropertyPath.Escape(trait.Name)}.")
            : [($"{prefix}{PropertyPath.Escape(trait.Name)}",
                trait.Value.ValueKind == JsonValueKind.String ? trait.Value.GetString()! : trait.Value.GetRawText())]);
}
