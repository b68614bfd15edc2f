using Portal.Components.Shared;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Marketing;

namespace Portal.Features.Marketing;

/// <summary>One of the figures above the list of ad spend.</summary>
internal sealed record SpendTile(
    string Label, string Definition, Metric Metric, string Value, string? Unit, string? Full, Change? Change, string? From,
    IReadOnlyList<double> Line)
{
    /// <param name="before">The days compared with; null for none.</param>
    public static IReadOnlyList<SpendTile> Of(SpendReport now, SpendReport? before, string currency) =>
    [
        Money("Cost", "What all advertising of these days cost.", Metric.AdSpend, now.Cost, before?.Cost, currency,
            true) with { Line = [.. now.Days.Select(day => (double)day.Cost)] },
        Money("Revenue", "Gross sales less discounts of all orders placed on these days, advertised or not, before refunds.",
            Metric.Revenue, now.Revenue, before?.Revenue, currency, false) with { Line = [.. now.Days.Select(day => (double)day.Revenue)] },
        Number("MER", "Marketing efficiency ratio: all revenue divided by all cost.", Metric.Neutral, now.Mer, before?.Mer, 2),
        Number("New customers",
            "Customers whose first order of all lies in these days, however they came; orders that name no customer are left out.",
            Metric.Visitors, now.NewCustomers, before?.NewCustomers, 0),
        Money("Blended CAC", "All cost divided by all new customers.", Metric.Neutral, now.BlendedCac, before?.BlendedCac, currency, true),
    ];

    private static SpendTile Money(
        string label, string definition, Metric metric, decimal? now, decimal? before, string currency, bool downIsBetter)
    {
        var text = MoneyFormat.Parts(now, currency);
        return new(label, definition, metric, text.Number, text.Prefix, text.Full, Change.Between(before, now, downIsBetter),
            before is null ? null : MoneyFormat.Parts(before, currency).Number, []);
    }

    private static SpendTile Number(string label, string definition, Metric metric, decimal? now, decimal? before, int decimals) => new(
        label, definition, metric, NumberFormat.Full(now, decimals), null, null, Change.Between(before, now),
        before is null ? null : NumberFormat.Full(before, decimals), []);
}
