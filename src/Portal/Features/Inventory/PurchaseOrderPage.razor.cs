using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Inventory;

namespace Portal.Features.Inventory;

/// <summary>One purchase order: its lines, what came of it, and what leads it on.</summary>
public sealed partial class PurchaseOrderPage(
    PurchaseOrderQueries orders, PlacePurchaseOrders place, StoreRights rights, Toasts toasts, ConfirmDialog dialog,
    ILogger<PurchaseOrderPage> logger)
{
    private PurchaseOrderDetails? _order;
    private PanelState _state = PanelState.Loading;
    private ReceiveForm? _receiving;
    private string? _problem;
    private bool _mayEdit;
    private bool _saving;

    [Parameter] public string Store { get; set; } = "";

    /// <summary>The order's number.</summary>
    [Parameter] public string Purchase { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    private string? Context => _order is not { Order: var order }
        ? null
        : string.Join(", ", new[] { order.Supplier, $"for {order.Location}",
            order.ExpectedOn is { } day ? $"expected {day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}" : null, order.Note }
            .OfType<string>());

    protected override async Task OnParametersSetAsync()
    {
        _mayEdit = await rights.AllowAsync(Current, InventoryPolicies.CanEdit);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _state = await Failures.ReadAsync(logger, "The purchase order could not be read.", async () =>
        {
            _order = await orders.FindAsync(Current.TenantId, Purchase);
            _state = _order is null ? PanelState.Empty : PanelState.Ready;
        }) ?? _state;
    }

    private async Task CancelAsync()
    {
        if (await dialog.AskAsync(new($"Cancel {Purchase}", "Nothing more is expected of it. What was received stays in the stock.",
            "Cancel the order", "It cannot be undone.")))
            await SetStatusAsync("cancelled");
    }

    private Task SetStatusAsync(string status) => ChangeAsync(
        () => place.SetStatusAsync(Current.TenantId, Purchase, status),
        $"{(status == "ordered" ? "place" : "cancel")} purchase order {Purchase}",
        status == "ordered" ? "The order is placed" : "The order is cancelled");

    private Task ReceiveAsync() => ChangeAsync(
        () => place.ReceiveAsync(Current.TenantId, _order!,
            _receiving!.Lines.ToDictionary(line => line.Line.Sku, line => (int)Math.Clamp(line.Units ?? 0, -1, int.MaxValue))),
        $"add {NumberFormat.Count((long)_receiving!.Lines.Sum(line => line.Units ?? 0), "unit", "units")} to the stock",
        "The goods are in the stock");

    private async Task ChangeAsync(Func<Task<FieldErrors>> change, string outcome, string done)
    {
        if (_saving)
            return;
        if (!await rights.MayChangeAsync(Current, InventoryPolicies.CanEdit, outcome))
            return;

        _saving = true;
        var errors = await change();
        _saving = false;
        _problem = errors.Messages.Values.FirstOrDefault();
        if (_problem is null)
        {
            _receiving = null;
            toasts.Success(done);
        }
        else if (_receiving is null)
        {
            toasts.Failure("The order is not changed", _problem);
        }

        await LoadAsync();
    }

    private List<TimelineItem> Steps(PurchaseOrderDetails found)
    {
        var clock = StoreClock.For(Current.TimeZone);
        List<TimelineItem> steps = [.. found.Receipts.Reverse().Select(receipt => new TimelineItem(
            "inventory_2", $"{NumberFormat.Count(receipt.Units, "unit", "units")} received",
            NumberFormat.Count(receipt.Lines, "line", "lines"), clock.Full(receipt.ReceivedAt)))];
        if (found.Order.OrderedAt is { } ordered)
            steps.Add(new("local_shipping", "Ordered", found.Order.Supplier, clock.Full(ordered)));
        steps.Add(new("edit", "Drafted", null, clock.Full(found.Order.CreatedAt)));
        return steps;
    }
}
