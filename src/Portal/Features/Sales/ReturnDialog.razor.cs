using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Orders;
using Portal.Domain.Tenancy;
using Portal.Features.Tenancy;
using Portal.Infrastructure.Orders.Changes;
using Portal.Infrastructure.Orders.Lists;

namespace Portal.Features.Sales;

/// <summary>Asks which goods of an order come back, and opens the return.</summary>
public sealed partial class ReturnDialog(ReturnGoods returns, StoreRights rights, Toasts toasts)
{
    private readonly Guid _request = Guid.NewGuid();
    private readonly ReturnForm _form = new();
    private FormErrors _errors = null!;
    private bool _working;

    [Parameter, EditorRequired] public OrderDetails Order { get; set; } = null!;

    [Parameter, EditorRequired] public CurrentStore Store { get; set; } = null!;

    [Parameter] public EventCallback OnClose { get; set; }

    /// <summary>The return is open.</summary>
    [Parameter] public EventCallback OnDone { get; set; }

    protected override void OnInitialized() => _form.Lines =
        [.. Order.Lines.Select(line => new ReturnFormLine { Line = line.Line, Name = line.Name.Length > 0 ? line.Name : line.Sku.Length > 0 ? line.Sku : "Item", Sold = line.Quantity })];

    private async Task OpenAsync()
    {
        if (_working)
            return;
        if (!await rights.AllowAsync(Store, SalesPolicies.CanChange))
        {
            toasts.Failure("Your role may not take goods back");
            return;
        }

        _working = true;
        try
        {
            var request = new ReturnRequest(
                _request, [.. _form.Lines.Select(line => new ReturnRequestLine(line.Line, line.Quantity ?? 0))], _form.Reason, _form.Restock, _form.IsReceived, _form.Refund, _form.Note);
            var errors = await returns.OpenAsync(Store.TenantId, Order.Id, request, CancellationToken.None);
            if (errors.None)
            {
                toasts.Success(_form.Refund ? "The return is open and refunded" : "The return is open");
                await OnDone.InvokeAsync();
            }
            else
            {
                _errors.Show(errors);
            }
        }
        finally
        {
            _working = false;
        }
    }

    private sealed class ReturnForm
    {
        public List<ReturnFormLine> Lines { get; set; } = [];

        public ReturnReason Reason { get; set; } = ReturnReason.Unknown;

        public bool Restock { get; set; } = true;

        public bool IsReceived { get; set; }

        public bool Refund { get; set; }

        public string? Note { get; set; }
    }

    private sealed class ReturnFormLine
    {
        public required int Line { get; init; }

        public required string Name { get; init; }

        public required decimal Sold { get; init; }

        public decimal? Quantity { get; set; }
    }
}
