using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Features.Analytics;

/// <summary>Links between the section's pages that keep the days and the bots of the page they stand on.</summary>
internal static class RangeLink
{
    private static readonly string[] Kept = ["from", "to", RangeAddress.Bots, RangeAddress.Compare];

    /// <summary>The address of another page of the section.</summary>
    /// <param name="path">Built by <see cref="PortalUrls"/>.</param>
    /// <param name="more">Further parameters; one without a value is left out.</param>
    public static string To(NavigationManager address, string path, params IEnumerable<(string Name, string? Value)> more)
    {
        var current = QueryHelpers.ParseQuery(new Uri(address.Uri).Query);
        var kept = Kept.Where(current.ContainsKey).Select(name => (Name: name, Value: (string?)current[name].ToString()));
        return QueryHelpers.AddQueryString(path, kept.Concat(more).Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
    }
}
