using System.Globalization;
using Portal.Components.Shared.Tables;
using Portal.Features.Analytics;
using Portal.Features.Shared;
using Portal.Infrastructure.Orders.Returns;

namespace Portal.Features.Orders.Returns;

/// <summary>The reports above the list of returns as files have them.</summary>
internal static class ReturnReports
{
    public static IReadOnlyList<DataColumn<ReturnedPart>> Reasons(string currency) =>
    [
        new("reason", "Reason", part => OrderFormatter.Reason(part.Value)),
        ListColumns.Count<ReturnedPart>("units", "Units", part => part.Units),
        ListColumns.Money<ReturnedPart>("amount", "Amount", currency, part => part.Amount),
    ];

    public static IReadOnlyList<DataColumn<ReturnedPart>> Products(string currency) =>
    [
        new("sku", "SKU", part => part.Value),
        new("product", "Product", part => part.Name ?? ""),
        ListColumns.Count<ReturnedPart>("units", "Units", part => part.Units),
        new("sold", "Units sold", _ => "") { Export = part => part.Sold },
        ListColumns.Percent<ReturnedPart>("share", "Share of those sold", part => part.Sold > 0 ? part.Units / part.Sold : null),
        ListColumns.Money<ReturnedPart>("amount", "Amount", currency, part => part.Amount),
    ];

    public static IReadOnlyList<DataColumn<ReturnCohort>> Months { get; } =
    [
        new("month", "Sold in", _ => "") { Export = cohort => cohort.Month },
        ListColumns.Count<ReturnCohort>("units", "Units", cohort => cohort.Sold),
        ListColumns.Percent<ReturnCohort>("all", "All", cohort => cohort.Returned.Sum() / cohort.Sold),
        .. Enumerable.Range(0, ReturnQueries.Ages).Select(age => ListColumns.Percent<ReturnCohort>(
            string.Create(CultureInfo.InvariantCulture, $"month{age}"), Age(age), cohort => cohort.Returned[age] / cohort.Sold)),
    ];

    // The page's “+6” would begin like a formula in a spreadsheet.
    private static string Age(int age) => age switch
    {
        0 => "Same month",
        ReturnQueries.Ages - 1 => string.Create(CultureInfo.InvariantCulture, $"{age} or more later"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age} later"),
    };
}
