using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Inventory;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Inventory;

namespace Portal.Features.Inventory;

/// <summary>What the store has, how long it lasts, and what it is worth.</summary>
public sealed partial class InventoryPage(
    StockQueries stock, MovementQueries movements, StoreRights rights, TimeProvider time, ILogger<InventoryPage> logger)
{
    private IReadOnlyList<DataColumn<StockRow>> _columns = [];
    private IReadOnlyList<Kpi> _kpis = StockKpis.Of([], "EUR");
    private IReadOnlyList<StockLocation> _locations = [];
    private Task<IReadOnlyList<StockRow>>? _reading;
    private PanelState _state = PanelState.Loading;
    private MoveStockForm? _moving;
    private int _version;
    private bool _mayEdit;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _columns = StockList.Columns(Current, StoreClock.For(Current.TimeZone).Day(time.GetUtcNow()));
        _mayEdit = await rights.AllowAsync(Current, InventoryPolicies.CanEdit);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _reading = stock.ListAsync(Current, ReorderPolicy.Default);
        _version++;
        _state = await Failures.ReadAsync(logger, "The stock could not be read.", async () =>
        {
            _kpis = StockKpis.Of(await _reading, Current.Currency);
            _locations = await movements.LocationsAsync(Current.TenantId);
            _state = PanelState.Ready;
        }) ?? _state;
    }

    private async Task<TablePage<StockRow>> PageAsync(TableQuery query, CancellationToken cancellationToken) =>
        StockList.Page(await (_reading ??= stock.ListAsync(Current, ReorderPolicy.Default, cancellationToken)), query);

    private Task MovedAsync()
    {
        _moving = null;
        return LoadAsync();
    }
}
