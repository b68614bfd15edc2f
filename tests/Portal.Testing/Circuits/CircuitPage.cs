using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Portal.Testing.Circuits;

/// <summary>What a page hands to the browser to open a circuit with: its root components and the state that it kept.</summary>
/// <param name="Roots">The root components' markers, protected by the portal.</param>
/// <param name="State">What the page's components kept, protected by the portal; empty when nothing.</param>
/// <param name="Html">The page itself.</param>
public sealed record CircuitPage(IReadOnlyList<JsonObject> Roots, string State, string Html)
{
    private const string RootMark = "Blazor:";
    private const string StateMark = "Blazor-Server-Component-State:";

    /// <summary>Opens a page and reads what it hands over.</summary>
    /// <exception cref="HttpRequestException">The page was refused.</exception>
    public static async Task<CircuitPage> ReadAsync(HttpClient client, string path, CancellationToken cancellationToken = default)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new HttpRequestException($"{path} was answered {(int)answer.StatusCode}", null, answer.StatusCode);
        }

        return Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Reads what a page hands over.</summary>
    public static CircuitPage Parse(string html)
    {
        using IHtmlDocument page = new HtmlParser().ParseDocument(html);
        var comments = page.Descendants<IComment>().Select(comment => comment.Data).ToList();
        var roots = comments.Where(text => text.StartsWith(RootMark, StringComparison.Ordinal))
            .Select(text => JsonNode.Parse(text[RootMark.Length..])!.AsObject())
            .Where(marker => marker.ContainsKey("descriptor"))
            .ToList();
        var state = comments.FirstOrDefault(text => text.StartsWith(StateMark, StringComparison.Ordinal))?[StateMark.Length..] ?? "";
        return new(roots, state, html);
    }

    /// <summary>The first change of a circuit: adds the page's root components.</summary>
    public string Operations() => new JsonObject
    {
        ["batchId"] = 1,
        ["operations"] = new JsonArray([.. Roots.Select((marker, index) => new JsonObject
        {
            ["type"] = "add",
            ["ssrComponentId"] = index + 1,
            ["marker"] = marker.DeepClone(),
        })]),
    }.ToJsonString();
}
