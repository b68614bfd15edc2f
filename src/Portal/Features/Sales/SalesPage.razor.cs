using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Features.Analytics;
using Portal.Features.Orders;
using Portal.Infrastructure.Sales;
using Portal.Infrastructure.Sales.Products;

namespace Portal.Features.Sales;

/// <summary>What the store sold: how much, compared with before, over time, and of what, where and by which channel.</summary>
public sealed partial class SalesPage(SalesQueries sales, ProductSalesQueries products)
{
    private const int RowsOfACard = 8;

    private static readonly (string Title, SalesDimension Dimension)[] Dimensions =
        [("Countries", SalesDimension.Country), ("Channels", SalesDimension.Channel)];

    private SalesFigures _now = SalesFigures.None;
    private IReadOnlyList<Kpi> _kpis = SalesKpis.Of(SalesFigures.None, null, 0, null, [], "EUR");
    private IReadOnlyList<(string Title, SalesDimension? Dimension, IReadOnlyList<Bar> Bars)> _parts = [("Products", null, []),
        .. Dimensions.Select(part => (part.Title, (SalesDimension?)part.Dimension, (IReadOnlyList<Bar>)[]))];
    private ChartOptions? _chart;

    [SupplyParameterFromQuery(Name = BasisParameter.Name)] public string? BasisInAddress { get; set; }

    protected override object? Asked => BasisInAddress;

    private AccountingBasis Basis => BasisParameter.Read(BasisInAddress);

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var (range, before) = (Range.Days, Range.Days.Before);
        var asked = sales.TotalAsync(Current.TenantId, range, Basis, cancellationToken);
        var askedBefore = sales.TotalAsync(Current.TenantId, before, Basis, cancellationToken);
        var days = sales.DaysAsync(Current.TenantId, range, Basis, cancellationToken);
        var daysBefore = sales.DaysAsync(Current.TenantId, before, Basis, cancellationToken);
        var customers = sales.CustomersAsync(Current.TenantId, range, cancellationToken);
        var customersBefore = sales.CustomersAsync(Current.TenantId, before, cancellationToken);
        var best = products.BestAsync(Current.TenantId, range, Basis, RowsOfACard, cancellationToken);
        var parts = Dimensions.Select(part => sales.PartsAsync(Current.TenantId, range, Basis, part.Dimension, RowsOfACard,
            cancellationToken)).ToList();

        _now = await asked;
        var filled = SalesReports.Fill(range, await days);
        _kpis = SalesKpis.Of(_now, await askedBefore, await customers, await customersBefore, filled, Current.Currency);
        _chart = Chart(range, filled, SalesReports.Fill(before, await daysBefore));
        var tops = await Task.WhenAll(parts);
        _parts = [("Products", null, Bars(await best)),
            .. Dimensions.Zip(tops, (part, top) => (part.Title, (SalesDimension?)part.Dimension, Bars(part.Dimension, top)))];
        return _now != SalesFigures.None;
    }

    private IReadOnlyList<Bar> Bars(SalesDimension dimension, IReadOnlyList<SalesPart> parts) =>
        [.. parts.Select(part => new Bar(SalesReports.Value(dimension, part), (double)part.Figures.Net,
            MoneyFormat.Brief(part.Figures.Net, Current.Currency)))];

    private IReadOnlyList<Bar> Bars(IReadOnlyList<BestSeller> best) =>
        [.. best.Select(seller => new Bar(seller.Name ?? (seller.Sku.Length == 0 ? "Not itemised" : seller.Sku), (double)seller.Net,
            MoneyFormat.Brief(seller.Net, Current.Currency)))];

    private ChartOptions Chart(DayRange range, List<SalesDay> days, List<SalesDay> before)
    {
        var today = Clock.Day(Time.GetUtcNow());
        return new(
            ChartKind.Area,
            $"Net sales by day, {range.Name(today)}: {MoneyFormat.Brief(_now.Net, Current.Currency)} in total",
            [.. days.Select(day => day.Day.ToString("d MMM", CultureInfo.InvariantCulture))],
            [
                new("Net sales", Metric.Revenue, [.. days.Select(day => day.Day > today ? (decimal?)null : day.Figures.Net)]),
                new("Days before", Metric.Revenue, [.. before.Select(day => (decimal?)day.Figures.Net)], SeriesRole.Previous),
            ])
        {
            CategoryTitle = "Day",
            Prefix = MoneyFormat.Symbol(Current.Currency) + " ",
            FileName = $"net-sales-{range.From:yyyy-MM-dd}",
            Height = 280,
            Unfinished = range.To >= today && range.From <= today ? 1 : 0,
        };
    }
}
