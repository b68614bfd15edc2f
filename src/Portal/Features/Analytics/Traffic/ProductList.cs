using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics.Traffic;

/// <summary>The list of products, from being seen to being bought.</summary>
internal static class ProductList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "revenue", Descending = true };

    public static IReadOnlyList<DataColumn<ProductRow>> Columns(string currency) =>
    [
        new("name", "Product", row => row.Name) { Main = true, Locked = true, Sortable = true, Card = CardPlace.Title },
        new("id", "Id", row => row.ProductId) { Hidden = true },
        ListColumns.Count<ProductRow>("views", "Views", row => row.Views) with { Card = CardPlace.Id, CardUnit = "views" },
        ListColumns.Count<ProductRow>("adds", "Added to cart", row => row.Adds),
        ListColumns.Percent<ProductRow>("add_rate", "Added of views",
            row => row.AddRate) with { Definition = "Times it was added to a cart divided by views." },
        ListColumns.Count<ProductRow>("removes", "Removed", row => row.Removes) with { Sortable = false, Hidden = true },
        ListColumns.Count<ProductRow>("orders", "Orders", row => row.Orders),
        ListColumns.Percent<ProductRow>("buy_rate", "Ordered of added",
            row => row.BuyRate) with { Definition = "Orders with it divided by times it was added to a cart." },
        ListColumns.Count<ProductRow>("units", "Units", row => row.Units) with { Card = CardPlace.Time, CardUnit = "units" },
        ListColumns.Money<ProductRow>("revenue", "Revenue", currency, row => row.Revenue) with { Card = CardPlace.Amount },
    ];
}
