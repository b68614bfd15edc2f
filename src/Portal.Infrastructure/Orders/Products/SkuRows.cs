using Portal.Domain.Text;

namespace Portal.Infrastructure.Orders.Products;

/// <summary>What each sku sold on some days, in as few rows as hold it: whole months from their sums, the other days by day.</summary>
internal static class SkuRows
{
    /// <summary>A source of rows of <c>product_sales_rollups</c> for a FROM clause; $1 is the tenant.</summary>
    /// <param name="basis">The parameter that holds the basis.</param>
    /// <param name="values">Of the statement's parameters from $2 on; what the source needs is added.</param>
    public static string Of(DayRange range, string basis, List<object?> values)
    {
        var (months, beside) = range.ByMonths();
        var parts = beside.Select(days => Part("day", days)).ToList();
        if (months is not null)
            parts.Add(Part("month", months));
        return $"({string.Join(" union all ", parts)})";

        string Part(string grain, DayRange days)
        {
            values.AddRange([days.From, days.To]);
            return $"select * from product_sales_rollups where tenant_id = $1 and basis = {basis} and grain = '{grain}' and start between ${values.Count} and ${values.Count + 1}";
        }
    }
}
