using Microsoft.AspNetCore.WebUtilities;
using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Features.Shared;
using Portal.Infrastructure.Sales;

namespace Portal.Features.Sales;

/// <summary>The sales overview as files have it.</summary>
internal static class SalesReports
{
    public static IReadOnlyList<DataColumn<(string Name, decimal Amount)>> Statement { get; } =
        [new("line", "Line", row => row.Name), new("amount", "Amount", _ => "") { Export = row => row.Amount }];

    public static IReadOnlyList<DataColumn<SalesDay>> Days(string currency) =>
        [new("day", "Day", _ => "") { Export = row => row.Day }, .. Figures<SalesDay>(currency, row => row.Figures)];

    public static IReadOnlyList<DataColumn<SalesPart>> Parts(SalesDimension dimension, string currency) =>
    [
        new("value", DimensionLabels.Title(Name(dimension)), row => row.Value),
        new("name", "Name", row => Value(dimension, row)),
        .. Figures<SalesPart>(currency, row => row.Figures),
    ];

    /// <summary>All days of a range; a day without sales has figures of nothing.</summary>
    public static List<SalesDay> Fill(DayRange range, IReadOnlyList<SalesDay> days)
    {
        var known = days.ToDictionary(day => day.Day);
        return [.. range.Each().Select(day => known.GetValueOrDefault(day, new(day, SalesFigures.None)))];
    }

    /// <summary>A part as people read it.</summary>
    public static string Value(SalesDimension dimension, SalesPart part) => part.Value.Length == 0 ? "Not known" : dimension switch
    {
        SalesDimension.Country => DimensionLabels.Value(TrafficDimensions.Country, part.Value),
        _ => DimensionLabels.Value(TrafficDimensions.Channel, part.Value),
    };

    public static string Name(SalesDimension dimension) => OrderNames.Of(dimension);

    /// <summary>The dimension of an address; countries without one.</summary>
    public static SalesDimension Dimension(string? name) =>
        OrderNames.Find<SalesDimension>(name) is { } dimension and not SalesDimension.All ? dimension : SalesDimension.Country;

    /// <summary>The address of the file of one dimension.</summary>
    public static string PartsUrl(string csv, SalesDimension dimension) =>
        QueryHelpers.AddQueryString(csv, RangedExport.By, Name(dimension));

    private static DataColumn<TRow>[] Figures<TRow>(string currency, Func<TRow, SalesFigures> of)
    {
        DataColumn<TRow> Column(string key, string title, Func<SalesFigures, object?> figure) =>
            new(key, title, _ => "") { Export = row => figure(of(row)) };
        DataColumn<TRow> Money(string key, string title, Func<SalesFigures, object?> figure) =>
            Column(key, $"{title}, {MoneyFormat.Symbol(currency)}", figure);
        return
        [
            Column("orders", "Orders", figures => figures.Orders), Column("units", "Units", figures => figures.Units),
            Money("gross", "Gross sales", figures => figures.Gross),
            Money("discounts", "Discounts", figures => figures.Discounts), Money("refunds", "Refunds", figures => figures.Refunds),
            Money("net", "Net sales", figures => figures.Net),
            Money("shipping", "Shipping charged", figures => figures.Shipping), Money("tax", "Tax", figures => figures.Tax),
            Money("cost", "Cost of goods", figures => figures.Cost),
            Money("fees", "Payment fees", figures => figures.Fees), Money("margin", "Margin", figures => figures.Margin),
        ];
    }
}
