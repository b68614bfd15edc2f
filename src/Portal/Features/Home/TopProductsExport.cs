using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Home;

namespace Portal.Features.Home;

/// <summary>Every product of today's orders as a file, against the day that the page compares with.</summary>
internal static class TopProductsExport
{
    /// <summary>The parameter with how many days lie between today and the day compared with.</summary>
    public const string DaysBack = "days";

    public static void MapTopProductsExport(this IEndpointRouteBuilder routes) =>
        routes.MapExport<HomeQueries>("/top-products", HomePolicies.CanView, (call, home) =>
    {
        var day = StoreClock.For(call.Store.TimeZone).Day(call.Now);
        return TableExport.Report(call.Request, $"top-products-{call.Store.Slug}-{day:yyyy-MM-dd}", Columns(call.Store.Currency),
            async () =>
        {
            var now = await home.ProductsAsync(call.Store, day, call.Now, call.Cancel);
            var before = (await home.ProductsAsync(call.Store, day.AddDays(call.Text(DaysBack) == "7" ? -7 : -1), call.Now, call.Cancel))
                .ToDictionary(product => product.Id, product => product.Revenue);
            var revenue = (await home.DayAsync(call.Store, day, call.Now, call.Cancel)).UpToNow.Revenue;
            return now.Select(product => new Row(product, revenue == 0 ? null : product.Revenue / revenue,
                before.TryGetValue(product.Id, out var then) ? then : null));
        });
    });

    private static IReadOnlyList<DataColumn<Row>> Columns(string currency) =>
    [
        new("id", "Id", row => row.Product.Id),
        new("product", "Product", row => row.Product.Name),
        ListColumns.Count<Row>("units", "Units", row => row.Product.Units),
        ListColumns.Money<Row>("revenue", "Revenue", currency, row => row.Product.Revenue),
        ListColumns.Percent<Row>("share", "Share", row => row.Share),
        new("before", $"Before, {MoneyFormat.Symbol(currency)}", _ => "") { Export = row => row.Before },
    ];

    /// <param name="Share">Of the day's revenue; null when there is none.</param>
    /// <param name="Before">Its revenue up to the same time of the day compared with; null when it was not sold then.</param>
    private sealed record Row(ProductSales Product, decimal? Share, decimal? Before);
}
