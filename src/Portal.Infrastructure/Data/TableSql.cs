using Portal.Domain.Shared.Tables;

namespace Portal.Infrastructure.Data;

/// <summary>Turns what a list asks for into SQL.</summary>
public static class TableSql
{
    /// <summary>The order by clause of a list and the rows to take. Columns come from a fixed set, never from the request.</summary>
    /// <param name="columns">The expression of each key a list can be ordered by.</param>
    /// <param name="defaultKey">The key without an order, or with an unknown one; it is ordered from high to low.</param>
    /// <param name="tie">What tells rows apart that are equal, so that no row is on two pages.</param>
    /// <param name="nulls">Where nulls go; empty for columns without any, so that an index may give the order.</param>
    public static string Page(
        TableQuery query, IReadOnlyDictionary<string, string> columns, string defaultKey, string tie, string nulls = "nulls last")
    {
        var isKnown = query.Sort is not null && columns.ContainsKey(query.Sort);
        var direction = !isKnown || query.Descending ? "desc" : "asc";
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"order by {columns[isKnown ? query.Sort! : defaultKey]} {direction} {nulls}, {tie} limit {query.Size} offset {query.Offset}");
    }

    /// <summary>The pattern for ilike that finds a text anywhere; null finds everything.</summary>
    public static string? Pattern(string? search) => search is null
        ? null
        : "%" + search.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
