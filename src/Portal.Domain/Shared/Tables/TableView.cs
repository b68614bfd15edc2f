using System.Globalization;
using Portal.Domain.Shared.Text;

namespace Portal.Domain.Shared.Tables;

/// <summary>Everything a list's address holds: the query, the columns in their order, and the row height.</summary>
/// <param name="Columns">Keys of the columns shown, or null for the list's own choice.</param>
public sealed record TableView(TableQuery Query, IReadOnlyList<string>? Columns, bool Compact)
{
    private const int MaxSize = 200;
    private static readonly Dictionary<string, TableOperator> Operators = new()
    {
        ["is"] = TableOperator.Is,
        ["not"] = TableOperator.IsNot,
        ["has"] = TableOperator.Contains,
    };

    /// <summary>The parameter names a list owns in its address; every other parameter belongs to the page.</summary>
    public static IReadOnlyList<string> Names { get; } = ["page", "size", "sort", "q", "f", "cols", "rows"];

    /// <summary>Reads a view from query parameters. What does not make sense is ignored, so any address opens.</summary>
    public static TableView Read(ILookup<string, string> parameters, TableQuery defaults)
    {
        var sort = parameters["sort"].FirstOrDefault();
        var query = defaults with
        {
            Page = Number(parameters["page"].FirstOrDefault(), 1, int.MaxValue / MaxSize) ?? defaults.Page,
            Size = Number(parameters["size"].FirstOrDefault(), 1, MaxSize) ?? defaults.Size,
            Sort = string.IsNullOrEmpty(sort) ? defaults.Sort : sort.TrimStart('-'),
            Descending = string.IsNullOrEmpty(sort) ? defaults.Descending : sort.StartsWith('-'),
            Search = parameters["q"].FirstOrDefault(text => text.Length > 0 && StorableText.IsStorable(text)),
            Filters = [.. parameters["f"].Select(Filter).OfType<TableFilter>()],
        };
        var columns = parameters["cols"].FirstOrDefault()?.Split(',', StringSplitOptions.RemoveEmptyEntries);
        return new TableView(query, columns is { Length: > 0 } ? columns : null, parameters["rows"].Contains("compact"));
    }

    /// <summary>Writes the view as query parameters, leaving out what equals the standard.</summary>
    public IEnumerable<KeyValuePair<string, string>> Write(TableQuery defaults)
    {
        if (Query.Page != defaults.Page)
            yield return new("page", Query.Page.ToString(CultureInfo.InvariantCulture));
        if (Query.Size != defaults.Size)
            yield return new("size", Query.Size.ToString(CultureInfo.InvariantCulture));
        if (Query.Sort is not null && (Query.Sort != defaults.Sort || Query.Descending != defaults.Descending))
            yield return new("sort", (Query.Descending ? "-" : "") + Query.Sort);
        if (Query.Search is not null)
            yield return new("q", Query.Search);
        foreach (var filter in Query.Filters)
            yield return new("f", Text(filter));
        if (Columns is not null)
            yield return new("cols", string.Join(',', Columns));
        if (Compact)
            yield return new("rows", "compact");
    }

    private static int? Number(string? text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : null;

    // column:operator:value|value, with the separators escaped inside a value
    private static string Text(TableFilter filter) =>
        $"{filter.Column}:{Operators.First(known => known.Value == filter.Operator).Key}:" +
        string.Join('|', filter.Values.Select(Uri.EscapeDataString));

    private static TableFilter? Filter(string text)
    {
        var parts = text.Split(':', 3);
        if (parts.Length != 3 || parts[2].Length == 0 || !Operators.TryGetValue(parts[1], out var comparison))
            return null;
        string[] values = [.. parts[2].Split('|').Select(Uri.UnescapeDataString)];
        return values.All(value => StorableText.IsStorable(value)) ? new TableFilter(parts[0], comparison, values) : null;
    }
}
