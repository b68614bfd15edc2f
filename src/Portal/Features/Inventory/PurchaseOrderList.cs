using System.Globalization;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Infrastructure.Inventory;

namespace Portal.Features.Inventory;

/// <summary>The list of purchase orders, for the page and for its download.</summary>
internal static class PurchaseOrderList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "created", Descending = true };

    public static IReadOnlyList<DataColumn<PurchaseOrder>> Columns(CurrentStore store, StoreClock clock) =>
    [
        new("number", "Order", row => row.Number) { Main = true, Locked = true, Sortable = true,
            Cell = PurchaseOrderCells.Number(store.Slug), Card = CardPlace.Title },
        new("supplier", "Supplier", row => row.Supplier ?? NumberFormat.Dash) { Sortable = true, Card = CardPlace.Id },
        new("status", "State", row => StockLabels.Of(row.Status)) { Cell = PurchaseOrderCells.Status,
            FilterValues = PurchaseOrderQueries.Statuses, Card = CardPlace.State },
        new("created", "Made", row => clock.Day(row.CreatedAt).ToString("d MMM yyyy", CultureInfo.InvariantCulture)) { Sortable = true,
            Export = row => clock.Day(row.CreatedAt) },
        new("expected", "Expected", row => row.ExpectedOn?.ToString("d MMM yyyy", CultureInfo.InvariantCulture)
            ?? NumberFormat.Dash) { Sortable = true, Card = CardPlace.Time, Export = row => row.ExpectedOn },
        ListColumns.Count<PurchaseOrder>("lines", "Lines", row => row.Lines) with { Sortable = false },
        ListColumns.Count<PurchaseOrder>("units", "Units", row => row.Units),
        ListColumns.Count<PurchaseOrder>("received", "Received", row => row.Received) with { Sortable = false },
        ListColumns.Money<PurchaseOrder>("total", "Total", store.Currency, row => row.Total) with { Card = CardPlace.Amount },
    ];
}
