using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Features.Analytics;
using Portal.Features.Shared;
using Portal.Infrastructure.Orders.Returns;
using Portal.Infrastructure.Sales;

namespace Portal.Features.Orders.Returns;

/// <summary>What came back: how much, why, of which products and of which months' sales, and every return.</summary>
public sealed partial class ReturnsPage(SalesQueries sales, ReturnQueries returns, ReturnListQueries list)
{
    /// <summary>Months of sale that are followed.</summary>
    internal const int Months = 12;

    private const int RowsOfACard = 8;

    private IReadOnlyList<Kpi> _kpis = ReturnKpis.Of(SalesFigures.None, null, 0, "EUR");
    private IReadOnlyList<Bar> _reasons = [];
    private IReadOnlyList<Bar> _products = [];
    private IReadOnlyList<ReturnCohort> _cohorts = [];

    [SupplyParameterFromQuery(Name = BasisParameter.Name)] public string? BasisInAddress { get; set; }

    protected override object? Asked => BasisInAddress;

    private AccountingBasis Basis => BasisParameter.Read(BasisInAddress);

    private string Export => RangeParameters.With(PortalUrls.ReturnsExport(Current.Slug), Range);

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var range = Range.Days;
        var asked = sales.TotalAsync(Current.TenantId, range, Basis, cancellationToken);
        var askedBefore = sales.TotalAsync(Current.TenantId, range.Before, Basis, cancellationToken);
        var reasons = returns.ReasonsAsync(Current.TenantId, range, Basis, cancellationToken);
        var products = returns.ProductsAsync(Current.TenantId, range, Basis, RowsOfACard, cancellationToken);
        var cohorts = returns.CohortsAsync(Current.TenantId, range.To, Months, cancellationToken);
        var awaited = returns.AwaitedAsync(Current.TenantId, cancellationToken);

        var now = await asked;
        _kpis = ReturnKpis.Of(now, await askedBefore, await awaited, Current.Currency);
        _reasons = [.. (await reasons).Select(part => new Bar(OrderFormatter.Reason(part.Value), (double)part.Units,
            $"{NumberFormat.Count((long)part.Units, "unit", "units")}, {MoneyFormat.Brief(part.Amount, Current.Currency)}"))];
        _products = [.. (await products).Select(part => new Bar(part.Name ?? part.Value, (double)part.Units,
            $"{NumberFormat.Full(part.Units)}, {NumberFormat.Percent(part.Sold > 0 ? part.Units / part.Sold : null)}"))];
        _cohorts = await cohorts;
        return now != SalesFigures.None || _cohorts.Count > 0;
    }

    private Task<TablePage<ReturnRow>> LoadReturnsAsync(TableQuery query, CancellationToken cancellationToken) =>
        list.ListAsync(Current.TenantId, Range.Days, query, cancellationToken);
}
