using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Orders.Changes;
using Portal.Infrastructure.Orders.Lists;

namespace Portal.Features.Orders;

/// <summary>One order: what was bought, paid, sent and given back, what it counts as, and its next step.</summary>
public sealed partial class OrderPage(
    OrderQueries orders, ChangeOrder change, ReturnGoods returns, StoreRights rights, ConfirmDialog dialog, Toasts toasts,
    ILogger<OrderPage> logger) : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private CancellationToken _leaving;
    private OrderDetails? _order;
    private PanelState _state = PanelState.Loading;
    private StoreClock _clock = StoreClock.For("UTC");
    private bool _isMissing;
    private bool _mayChange;
    private bool _showsPeople;
    private bool _working;

    // A dialog goes on with the order it was opened for, whatever comes of it meanwhile.
    private OrderDetails? _refunding;
    private OrderDetails? _returning;

    [Parameter] public string Store { get; set; } = "";

    [Parameter] public Guid OrderId { get; set; }

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    private string Name => _order is null ? "Order" : "#" + _order.Number;

    private string? Context => _order is null ? null
        : $"{_clock.Full(_order.PlacedAt)}{(_order.Channel is null ? "" : ", from " + DimensionLabels.Value(Domain.Analytics.TrafficDimensions.Channel, _order.Channel))}, known from {OrderFormatter.Source(_order.Source)}";

    private bool CanRefund => _order is { Refundable: > 0, Status: not (OrderStatus.Draft or OrderStatus.Cancelled) };

    private bool CanReturn =>
        _order is { Lines.Count: > 0, Status: not (OrderStatus.Draft or OrderStatus.Pending or OrderStatus.Cancelled) };

    private OrderStatus? Next => _order?.Status switch
    {
        OrderStatus.Draft => OrderStatus.Pending,
        OrderStatus.Pending => OrderStatus.Paid,
        OrderStatus.Paid or OrderStatus.PartiallyFulfilled => OrderStatus.Fulfilled,
        OrderStatus.Fulfilled => OrderStatus.Delivered,
        _ => null,
    };

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    // Taken while the source is there: what still runs when the page is left may ask for it.
    protected override void OnInitialized() => _leaving = _left.Token;

    protected override async Task OnParametersSetAsync()
    {
        _clock = StoreClock.For(Current.TimeZone);
        if (_order?.Id == OrderId)
            return;
        (_refunding, _returning) = (null, null);
        _mayChange = await rights.AllowAsync(Current, SalesPolicies.CanChange);
        _showsPeople = await rights.AllowAsync(Current, AnalyticsPolicies.CanSeePersonalData);
        await LoadAsync();
    }

    private static string NextWords(OrderStatus status) => status switch
    {
        OrderStatus.Pending => "Mark as placed",
        OrderStatus.Paid => "Mark as paid",
        OrderStatus.Fulfilled => "Mark as shipped",
        _ => "Mark as delivered",
    };

    private Task DoneAsync()
    {
        (_refunding, _returning) = (null, null);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        _state = await Failures.ReadAsync(logger, "The order could not be read.", async () =>
        {
            var found = await orders.FindAsync(Current.TenantId, OrderId, _leaving);
            (_order, _isMissing, _state) = (found, found is null, PanelState.Ready);
        }, _leaving) ?? _state;
    }

    private async Task CancelAsync()
    {
        var question = new Confirmation(
            $"Cancel order #{_order!.Number}", "What it counted is taken back today. No money is sent: refund it where it was paid.",
            "Cancel the order", "A cancelled order stays cancelled.");
        if (await dialog.AskAsync(question))
            await ChangeAsync(OrderStatus.Cancelled);
    }

    private async Task SetReturnAsync((OrderReturn Return, ReturnState State) step)
    {
        var outcome = $"mark the return of order #{_order!.Number} as {OrderFormatter.Return(step.State).ToLowerInvariant()}";
        if (_working || !await rights.MayChangeAsync(Current, SalesPolicies.CanChange, outcome))
            return;
        _working = true;
        try
        {
            var errors = await returns.SetStateAsync(Current.TenantId, step.Return.ExternalId, step.State, CancellationToken.None);
            if (errors.None)
                toasts.Success($"The return is {OrderFormatter.Return(step.State).ToLowerInvariant()}");
            else
                toasts.Failure(errors.Messages.First().Value);
            await LoadAsync();
        }
        finally
        {
            _working = false;
        }
    }

    private async Task ChangeAsync(OrderStatus to)
    {
        var outcome = $"mark order #{_order!.Number} as {OrderFormatter.Fulfilment(to).ToLowerInvariant()}";
        if (_working || !await rights.MayChangeAsync(Current, SalesPolicies.CanChange, outcome))
            return;
        _working = true;
        try
        {
            if (await change.RunAsync(Current.TenantId, OrderId, to, null, null, CancellationToken.None) is ChangeOrderResult.Changed)
                toasts.Success($"The order is {OrderFormatter.Fulfilment(to).ToLowerInvariant()}");
            else
                toasts.Failure("The order has changed meanwhile");
            await LoadAsync();
        }
        finally
        {
            _working = false;
        }
    }
}
