using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Inventory;

namespace Portal.Features.Inventory;

/// <summary>How stock moved, and where it lies.</summary>
public sealed partial class MovementsPage(MovementQueries movements, StoreRights rights, TimeProvider time, ILogger<MovementsPage> logger)
{
    private IReadOnlyList<DataColumn<StockMovement>> _columns = [];
    private IReadOnlyList<StockLocation> _locations = [];
    private PanelState _state = PanelState.Loading;
    private MoveStockForm? _moving;
    private LocationForm? _adding;
    private int _version;
    private bool _mayEdit;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _columns = MovementList.Columns(StoreClock.For(Current.TimeZone), time.GetUtcNow());
        _mayEdit = await rights.AllowAsync(Current, InventoryPolicies.CanEdit);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _state = await Failures.ReadAsync(logger, "The locations could not be read.", async () =>
        {
            _locations = await movements.LocationsAsync(Current.TenantId);
            _state = PanelState.Ready;
        }) ?? _state;
    }

    private Task ChangedByOrdersAsync()
    {
        _version++;
        return LoadAsync();
    }

    private Task ChangedAsync()
    {
        (_moving, _adding) = (null, null);
        return ChangedByOrdersAsync();
    }
}
