using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Orders;
using Portal.Domain.Tenancy;
using Portal.Domain.Text;
using Portal.Features.Tenancy;
using Portal.Infrastructure.Orders.Changes;
using Portal.Infrastructure.Orders.Lists;

namespace Portal.Features.Sales;

/// <summary>Asks what of an order goes back, and gives it back.</summary>
public sealed partial class RefundDialog(RefundOrder refund, StoreRights rights, Toasts toasts)
{
    internal static readonly IReadOnlyList<Choice<ReturnReason>> Reasons =
        [.. Enum.GetValues<ReturnReason>().Select(reason => new Choice<ReturnReason>(reason, OrderText.Reason(OrderNames.Of(reason))))];

    private readonly Guid _request = Guid.NewGuid();
    private readonly RefundForm _form = new();
    private FormErrors _errors = null!;
    private bool _working;

    [Parameter, EditorRequired] public OrderDetails Order { get; set; } = null!;

    [Parameter, EditorRequired] public CurrentStore Store { get; set; } = null!;

    [Parameter] public EventCallback OnClose { get; set; }

    /// <summary>The refund is booked.</summary>
    [Parameter] public EventCallback OnDone { get; set; }

    private decimal Total => _form.Lines.Sum(line => line.Amount ?? 0) + (_form.Shipping ?? 0);

    protected override void OnInitialized() => _form.Lines = [.. Order.Lines
        .Where(line => line.Total - line.Refunded > 0 || line.Quantity > line.Returned)
        .Select(line => new RefundFormLine
        {
            Line = line.Line, Name = line.Name.Length > 0 ? line.Name : line.Sku, Sold = line.Quantity, Left = line.Quantity - line.Returned, MoneyLeft = line.Total - line.Refunded,
            Each = line.Quantity == 0 ? 0 : line.Total / line.Quantity,
        })];

    // So many units come to so much, unless the person says otherwise.
    private static void Reckon(RefundFormLine line) => line.Amount = Math.Min(line.MoneyLeft, Math.Round((line.Quantity ?? 0) * line.Each, 2));

    private async Task RefundAsync()
    {
        if (_working)
            return;
        if (!await rights.AllowAsync(Store, SalesPolicies.CanChange))
        {
            toasts.Failure("Your role may not refund");
            return;
        }

        _working = true;
        try
        {
            var request = new RefundRequest(
                _request, [.. _form.Lines.Select(line => new RefundRequestLine(line.Line, line.Quantity ?? 0, line.Amount ?? 0))], _form.Shipping ?? 0, _form.Reason, _form.Note, _form.Restock);
            switch (await refund.RunAsync(Store.TenantId, Order.Id, request, CancellationToken.None))
            {
                case RefundOrderResult.Refunded done:
                    toasts.Success($"Refunded {MoneyFormat.Full(done.Total, Order.Currency)}");
                    await OnDone.InvokeAsync();
                    break;
                case RefundOrderResult.Refused refused:
                    _errors.Show(refused.Errors);
                    break;
                default:
                    toasts.Failure("The order is gone");
                    break;
            }
        }
        finally
        {
            _working = false;
        }
    }

    private sealed class RefundForm
    {
        public List<RefundFormLine> Lines { get; set; } = [];

        public decimal? Shipping { get; set; }

        public ReturnReason Reason { get; set; } = ReturnReason.Unknown;

        public string? Note { get; set; }

        public bool Restock { get; set; }
    }

    private sealed class RefundFormLine
    {
        public required int Line { get; init; }

        public required string Name { get; init; }

        public required decimal Sold { get; init; }

        public required decimal Left { get; init; }

        public required decimal MoneyLeft { get; init; }

        public required decimal Each { get; init; }

        public decimal? Quantity { get; set; }

        public decimal? Amount { get; set; }
    }
}
