namespace Portal.Domain.Shared.Tables;

/// <summary>Pages of a list that is in memory as a whole, for lists whose figures are worked out from all their rows.</summary>
public static class TableRows
{
    /// <summary>The page that a query asks for, rows without a value last.</summary>
    /// <param name="keys">The value of each column that can be ordered by or filtered.</param>
    /// <param name="searched">The text that a search looks in.</param>
    public static TablePage<TRow> Page<TRow>(
        IEnumerable<TRow> rows, TableQuery query, IReadOnlyDictionary<string, Func<TRow, object?>> keys, Func<TRow, string> searched)
    {
        var found = rows
            .Where(row => query.Search is null || searched(row).Contains(query.Search, StringComparison.OrdinalIgnoreCase))
            .Where(row => query.Filters.All(filter => !keys.TryGetValue(filter.Column, out var key)
                || filter.Accepts(key(row)?.ToString() ?? "")));
        if (query.Sort is not null && keys.TryGetValue(query.Sort, out var sort))
        {
            var known = found.OrderBy(row => sort(row) is null);
            found = query.Descending ? known.ThenByDescending(sort, Comparer<object?>.Default)
                : known.ThenBy(sort, Comparer<object?>.Default);
        }

        List<TRow> all = [.. found];
        return new([.. all.Skip(query.Offset).Take(query.Size)], all.Count);
    }
}
