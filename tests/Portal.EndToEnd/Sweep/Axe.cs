using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Portal.EndToEnd.Sweep;

/// <summary>
/// axe-core in a page: put in once and run as often as needed. Deque's own way for Playwright opens another page for each run,
/// to gather the results of frames; the portal has none.
/// </summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() => new BundledAxeScriptProvider().GetScript());

    /// <summary>Puts axe into the page.</summary>
    public static Task AddAsync(IPage page) => page.EvaluateAsync(Script.Value);

    /// <summary>What the rules find: the rule, with up to three of its places.</summary>
    /// <param name="rules">Only these; every rule when empty.</param>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page, params string[] rules)
    {
        var violations = await page.EvaluateAsync<JsonElement>("""
            async rules => {
              const { violations } = await axe.run(document, { resultTypes: ["violations"], ...(rules.length ? { runOnly: { type: "rule", values: rules } } : {}) });
              return violations.map(({ id, nodes }) => ({ id, places: nodes.slice(0, 3).map(node => `${node.target} ${node.html}`) }));
            }
            """, rules);
        return [.. violations.EnumerateArray().Select(violation =>
            $"{violation.GetProperty("id").GetString()} at "
                + $"{string.Join(" and ", violation.GetProperty("places").EnumerateArray().Select(place => place.GetString()))}")];
    }
}
