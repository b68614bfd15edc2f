using Portal.Components.Shared;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>A figure that the overview's chart can show over time.</summary>
/// <param name="Key">In addresses; null for the one shown without a choice.</param>
public sealed record OverviewMetric(string? Key, string Title, Metric Metric, Func<OverviewPoint, decimal?> Figure)
{
    private static readonly OverviewMetric Visitors = new(null, "Visitors", Metric.Visitors, point => point.Visitors);

    private static readonly OverviewMetric[] Others =
    [
        new("sessions", "Sessions", Metric.Visitors, point => point.Figures.Sessions),
        new("views", "Page views", Metric.Visitors, point => point.Figures.PageViews),
        new("orders", "Orders", Metric.Orders, point => point.Figures.Orders),
        new("revenue", "Revenue", Metric.Revenue, point => point.Figures.Revenue) { IsMoney = true },
    ];

    public bool IsMoney { get; private init; }

    /// <summary>Those to choose from; how many people there were is known of days alone.</summary>
    public static IReadOnlyList<OverviewMetric> For(bool byHour) => byHour ? Others : [Visitors, .. Others];

    /// <summary>The one of an address, else the first.</summary>
    public static OverviewMetric Find(string? key, bool byHour) =>
        For(byHour).FirstOrDefault(metric => metric.Key == key) ?? For(byHour)[0];

    /// <summary>A value as people read it.</summary>
    internal string Words(decimal value, CurrentStore store) =>
        IsMoney ? MoneyFormat.Brief(value, store.Currency) : NumberFormat.Brief(value);
}
