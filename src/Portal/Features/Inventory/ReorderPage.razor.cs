using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Inventory;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Inventory;

namespace Portal.Features.Inventory;

/// <summary>What should be ordered now, and the orders that it turns into.</summary>
public sealed partial class ReorderPage(
    StockQueries stock, PlacePurchaseOrders place, StoreRights rights, Toasts toasts, NavigationManager address, TimeProvider time)
{
    private const string LevelName = ReorderParameters.Level;
    private const string CoverName = ReorderParameters.Cover;

    private static readonly SelectOption<string>[] Levels = [.. ReorderParameters.Levels.Select(level => new SelectOption<string>(level,
        level + " %"))];
    private static readonly SelectOption<string>[] Covers = [.. ReorderParameters.Covers.Select(cover => new SelectOption<string>(cover,
        $"{cover} days"))];

    private IReadOnlyList<DataColumn<StockRow>> _columns = [];
    private bool _mayEdit;
    private bool _placing;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    [SupplyParameterFromQuery(Name = LevelName)] public string? LevelInAddress { get; set; }

    [SupplyParameterFromQuery(Name = CoverName)] public string? CoverInAddress { get; set; }

    private ReorderPolicy Policy => ReorderParameters.Read(LevelInAddress, CoverInAddress);

    private string Level => (Policy.ServiceLevel * 100).ToString("0", CultureInfo.InvariantCulture);

    private string Cover => Policy.CoverDays.ToString(CultureInfo.InvariantCulture);

    private string Export =>
        QueryHelpers.AddQueryString(PortalUrls.InventoryExport(Current.Slug, "reorder"),
        new Dictionary<string, string?> { [LevelName] = Level, [CoverName] = Cover });

    protected override async Task OnInitializedAsync()
    {
        _columns = ReorderList.Columns(Current);
        _mayEdit = await rights.AllowAsync(Current, InventoryPolicies.CanEdit);
    }

    private async Task<TablePage<StockRow>> PageAsync(TableQuery query, CancellationToken cancellationToken) =>
        ReorderList.Page(await stock.ListAsync(Current, Policy, cancellationToken), query);

    private void Go(string name, string value) => address.NavigateTo(address.GetUriWithQueryParameter(name, value));

    private async Task DraftAsync(IReadOnlyList<StockRow> rows)
    {
        if (_placing)
            return;
        var suppliers = rows.Select(row => row.Supplier).Distinct().Count();
        var outcome =
            $"draft {NumberFormat.Count(suppliers, "purchase order", "purchase orders")} for "
                + $"{NumberFormat.Count(rows.Count, "variant", "variants")}";
        if (!await rights.MayChangeAsync(Current, InventoryPolicies.CanEdit, outcome))
            return;

        _placing = true;
        var today = StoreClock.For(Current.TimeZone).Day(time.GetUtcNow());
        var leads = rows.GroupBy(row => row.Supplier ?? "")
            .ToDictionary(group => group.Key, group => group.Max(row => row.Facts.LeadTimeDays));
        var drafted = await place.DraftAsync(
            Current.TenantId, rows.Select(row => (row.Supplier, row.Sku, row.Figures.Suggested)), supplier =>
                today.AddDays(leads[supplier ?? ""]));
        _placing = false;
        toasts.Success($"{NumberFormat.Count(drafted, "purchase order", "purchase orders")} drafted",
            "Review and place them under Purchase orders.");
        address.NavigateTo(PortalUrls.InventoryPage(Current.Slug, "orders") + "?f=status:is:draft");
    }
}
