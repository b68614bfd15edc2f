using System.Text.Json;
using Portal.Domain.Analytics.Privacy;

namespace Portal.Features.Analytics.Visitors;

/// <summary>A person's traits one by one, as a reader may see them.</summary>
internal static class TraitList
{
    private const int Most = 20;

    /// <param name="traits">JSON object; null for none.</param>
    public static IReadOnlyList<(string Name, string Value)> Of(string? traits, bool isPlain)
    {
        if (traits is null)
            return [];
        using var document = JsonDocument.Parse(MaskedJson.Write(traits, isTraits: true, isPlain, indented: false));
        return [.. document.RootElement.EnumerateObject().Take(Most).Select(trait => (trait.Name, trait.Value.ToString()))];
    }
}
