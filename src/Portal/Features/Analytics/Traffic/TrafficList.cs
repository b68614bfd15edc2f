using Microsoft.AspNetCore.Components;
using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics.Traffic;

/// <summary>Lists of traffic by the values of a dimension.</summary>
internal static class TrafficList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "sessions", Descending = true };

    /// <summary>The columns, with orders where they are credited to the dimension.</summary>
    /// <param name="name">How a value is drawn, when it leads somewhere.</param>
    public static IReadOnlyList<DataColumn<BreakdownRow>> Columns(
        string dimension, string currency, RenderFragment<BreakdownRow>? name = null)
    {
        List<DataColumn<BreakdownRow>> columns =
        [
            new("value", DimensionLabels.Title(dimension), row => DimensionLabels.Value(dimension, row.Value)) { Main = true, Locked = true,
                Sortable = true, Card = CardPlace.Title, Cell = name },
            ListColumns.Count<BreakdownRow>("sessions", "Sessions", row => row.Figures.Sessions) with { Card = CardPlace.Amount,
                CardUnit = "sessions" },
            ListColumns.Percent<BreakdownRow>("new", "New",
                row => row.Figures.NewRate) with { Definition = "First sessions of a browser divided by sessions." },
            ListColumns.Percent<BreakdownRow>("bounces", "Bounce rate",
                row => row.Figures.BounceRate) with { Definition = "Sessions of one page view and nothing else, divided by sessions." },
            ListColumns.Duration<BreakdownRow>("duration", "Average duration", row => row.Figures.AverageDuration),
        ];
        columns.AddRange(TrafficDimensions.WithOrders.Contains(dimension)
            ?
            [
                ListColumns.Percent<BreakdownRow>("conversion", "Conversion", row => row.Figures.Conversion, 2) with { Card = CardPlace.Id,
                    CardUnit = "conversion", Definition = "Orders divided by sessions." },
                ListColumns.Count<BreakdownRow>("orders", "Orders", row => row.Figures.Orders),
                ListColumns.Money<BreakdownRow>("revenue", "Revenue", currency, row => row.Figures.Revenue) with { Card = CardPlace.Time },
            ]
            :
            [
                ListColumns.Count<BreakdownRow>("ordering_sessions", "Sessions with an order",
                    row => row.Figures.OrderingSessions) with { Sortable = false },
                ListColumns.Percent<BreakdownRow>("ordering", "Conversion", row => row.Figures.OrderingRate, 2) with { Card = CardPlace.Id,
                    CardUnit = "conversion", Definition = "Sessions with an order divided by sessions." },
            ]);
        return columns;
    }
}
