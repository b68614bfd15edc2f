using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Features.Analytics;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Orders.Lists;

namespace Portal.Features.Orders;

/// <summary>Orders of some days; a search looks through those of all days.</summary>
public sealed partial class OrdersPage(OrderListQueries orders, StoreRights rights)
{
    private TabLink[] _tabs = [];
    private IReadOnlyList<DataColumn<OrderRow>> _columns = [];
    private bool _showsPeople;

    [SupplyParameterFromQuery(Name = OrderView.Name)] public string? ViewInAddress { get; set; }

    protected override object? Asked => ViewInAddress;

    private OrderView View => OrderView.Find(ViewInAddress);

    private string Export => RangeParameters.With(PortalUrls.OrdersExport(Current.Slug), Range, (OrderView.Name, View.Key));

    protected override void Arrange() => _tabs =
        [.. OrderView.All.Select(view => new TabLink(view.Title,
            RangeParameters.With(PortalUrls.Orders(Current.Slug), Range, (OrderView.Name, view.Key)), view == View))];

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (_columns.Count == 0)
        {
            _showsPeople = await rights.AllowAsync(Current, AnalyticsPolicies.CanSeePersonalData);
            _columns = OrderColumns.For(Current, await orders.ChannelsAsync(Current.TenantId, cancellationToken), _showsPeople);
        }

        return true;
    }

    private Task<TablePage<OrderRow>> LoadOrdersAsync(TableQuery query, CancellationToken cancellationToken) =>
        orders.ListAsync(Current.TenantId, Current.TimeZone, Range.Days, View.Statuses, View.OnlyRefunded, _showsPeople, query,
            cancellationToken);
}
