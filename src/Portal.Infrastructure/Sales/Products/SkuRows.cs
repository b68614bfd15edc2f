using Portal.Domain.Shared.Text;

namespace Portal.Infrastructure.Sales.Products;

/// <summary>
/// What each sku sold on some days, in as few rows as hold it: whole months from their sums, other days by day, added or taken away.
/// </summary>
internal static class SkuRows
{
    /// <summary>The columns that a sku's figures stand in.</summary>
    public static readonly string[] Figures = ["orders", "units", "refunded_units", "gross", "discounts", "refunds", "fees", "cost"];

    /// <summary>A source of a sku and its figures for a FROM clause; $1 is the tenant.</summary>
    /// <param name="basis">The parameter that holds the basis.</param>
    /// <param name="values">Of the statement's parameters from $2 on; what the source needs is added.</param>
    public static string Of(DayRange range, string basis, List<object?> values) => Union(range, values, (part, days) =>
        $"select sku, {Signed(part, Figures)} from product_sales_rollups where tenant_id = $1 and basis = {basis} and {days}");

    /// <summary>
    /// A source of a channel, a sku and what it sold by that channel, of the channels that <paramref name="channels"/> holds.
    /// </summary>
    /// <param name="channels">A source with a column channel.</param>
    public static string OfChannels(DayRange range, string channels, List<object?> values) => Union(range, values, (part, days) =>
        $"select channel, sku, {Signed(part, "sold")} from product_channel_rollups where tenant_id = $1 and channel in (select channel "
            + $"from {channels}) and {days}");

    private static string Union(DayRange range, List<object?> values, Func<DayPart, string, string> select) =>
        $"({string.Join(" union all ", range.ByMonths().Select(part => select(part, Days(part, values))))})";

    private static string Days(DayPart part, List<object?> values)
    {
        values.AddRange([part.Days.From, part.Days.To]);
        return $"grain = '{(part.IsMonths ? "month" : "day")}' and start between ${values.Count} and ${values.Count + 1}";
    }

    private static string Signed(DayPart part, params string[] columns) =>
        string.Join(", ", part.Sign > 0 ? columns : columns.Select(column => $"-{column} as {column}"));
}
