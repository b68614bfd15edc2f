using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Domain.Tenancy;
using Portal.Features.Orders.Returns;
using Portal.Infrastructure.Orders.Changes;
using Portal.Infrastructure.Orders.Lists;

namespace Portal.Features.Orders.Payments;

/// <summary>Asks what of an order goes back, and gives it back.</summary>
public sealed partial class RefundDialog(RefundOrder refund)
{
    private readonly Guid _request = Guid.NewGuid();
    private readonly RefundForm _form = new();
    private IReadOnlyList<ReturnLineForm> _lines = [];
    private decimal _refunded;

    /// <summary>The order as it was when the dialog was opened.</summary>
    [Parameter, EditorRequired] public OrderDetails Order { get; set; } = null!;

    [Parameter, EditorRequired] public CurrentStore Store { get; set; } = null!;

    [Parameter] public EventCallback OnClose { get; set; }

    /// <summary>The refund is booked.</summary>
    [Parameter] public EventCallback OnDone { get; set; }

    private decimal Total => _lines.Sum(line => line.Amount ?? 0) + (_form.Shipping ?? 0);

    protected override void OnInitialized() =>
        _lines = [.. Order.Lines.Select(ReturnLineForm.Of).Where(line => line.MoneyLeft > 0 || line.Left > 0)];

    private FieldIdentifier? FieldOf(string name) =>
        ReturnLineForm.FieldOf(_lines, "quantity", name) ?? ReturnLineForm.FieldOf(_lines, "amount", name);

    private async Task<FieldErrors> RefundAsync()
    {
        var lines = _lines.Select(line => new RefundRequestLine(line.Line, line.Quantity ?? 0, line.Amount ?? 0, line.Reason,
            line.Restock));
        switch (await refund.RunAsync(Store.TenantId, Order.Id, new(_request, [.. lines], _form.Shipping ?? 0, _form.Note),
            CancellationToken.None))
        {
            case RefundOrderResult.Refunded done:
                _refunded = done.Total;
                return new();
            case RefundOrderResult.Refused refused:
                return refused.Errors;
            default:
                return FieldErrors.Of("order", "The order is gone.");
        }
    }

    private sealed class RefundForm
    {
        public decimal? Shipping { get; set; }

        public string? Note { get; set; }
    }
}
