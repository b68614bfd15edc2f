using Portal.Domain.Text;

namespace Portal.Infrastructure.Orders.Sales;

/// <summary>What each sku sold on some days, in as few rows as hold it: whole months from their sums, the other days by day.</summary>
internal static class SkuRows
{
    /// <summary>A source of rows of <c>sales_rollups</c> for a FROM clause; $1 is the tenant.</summary>
    /// <param name="basis">The parameter that holds the basis.</param>
    /// <param name="values">Of the statement's parameters from $2 on; what the source needs is added.</param>
    public static string Of(DayRange range, string basis, List<object?> values)
    {
        var (months, beside) = range.ByMonths();
        var parts = beside.Select(days => Part("sku", days)).ToList();
        if (months is not null)
            parts.Add(Part("sku_month", months));
        return $"({string.Join(" union all ", parts)})";

        string Part(string dimension, DayRange days)
        {
            values.AddRange([days.From, days.To]);
            return $"select * from sales_rollups where tenant_id = $1 and basis = {basis} and dimension = '{dimension}' and day between ${values.Count} and ${values.Count + 1}";
        }
    }
}
