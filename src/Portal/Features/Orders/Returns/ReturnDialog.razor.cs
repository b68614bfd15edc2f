using Microsoft.AspNetCore.Components;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Orders.Changes;
using Portal.Infrastructure.Orders.Lists;

namespace Portal.Features.Orders.Returns;

/// <summary>Asks which goods of an order come back, and opens the return.</summary>
public sealed partial class ReturnDialog(ReturnGoods returns)
{
    private readonly Guid _request = Guid.NewGuid();
    private readonly ReturnForm _form = new();
    private IReadOnlyList<ReturnLineForm> _lines = [];

    /// <summary>The order as it was when the dialog was opened.</summary>
    [Parameter, EditorRequired] public OrderDetails Order { get; set; } = null!;

    [Parameter, EditorRequired] public CurrentStore Store { get; set; } = null!;

    [Parameter] public EventCallback OnClose { get; set; }

    /// <summary>The return is open.</summary>
    [Parameter] public EventCallback OnDone { get; set; }

    protected override void OnInitialized()
    {
        _lines = [.. Order.Lines.Select(ReturnLineForm.Of)];
        foreach (var line in _lines)
            line.Restock = true;
    }

    private Task<FieldErrors> OpenAsync() => returns.OpenAsync(
        Store.TenantId, Order.Id,
        new(_request, [.. _lines.Select(line => new ReturnRequestLine(line.Line, line.Quantity ?? 0, line.Reason, line.Restock))],
            _form.IsReceived, _form.Refund, _form.Note), CancellationToken.None);

    private sealed class ReturnForm
    {
        public bool IsReceived { get; set; }

        public bool Refund { get; set; }

        public string? Note { get; set; }
    }
}
