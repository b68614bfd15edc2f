namespace Portal.Domain.Shared.Tables;

/// <summary>What a list asks for: one page of rows, in an order, narrowed by filters and a search text.</summary>
/// <param name="Page">Counted from 1.</param>
/// <param name="Size">Rows on a page.</param>
/// <param name="Sort">Key of the column to order by, or null for the list's own order.</param>
/// <param name="Descending">Whether the order is from high to low.</param>
/// <param name="Filters">All of them must hold.</param>
/// <param name="Search">Free text, or null.</param>
public sealed record TableQuery(
    int Page, int Size, string? Sort, bool Descending, IReadOnlyList<TableFilter> Filters, string? Search)
{
    /// <summary>The first twenty rows in the list's own order.</summary>
    public static readonly TableQuery First = new(1, 20, null, false, [], null);

    /// <summary>Rows to skip before the page begins.</summary>
    public int Offset => (Page - 1) * Size;

    public bool IsNarrowed => Filters.Count > 0 || Search is not null;
}

/// <summary>One page of a list and how many rows the whole list has.</summary>
public sealed record TablePage<TRow>(IReadOnlyList<TRow> Rows, long Total);
