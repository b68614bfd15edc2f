using System.Net;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Inventory;

/// <summary>The pages of stock and products over one small shop, as the browser first gets them.</summary>
public sealed class GoodsPagesTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Levels_OfTheShop_AreWorkedOutAndWorstFirst()
    {
        using var browser = await GoodsStory.OpenAsync(app, "levels", "inventory");

        Assert.Equal(["Stock value", "Units on hand", "Days of cover", "Out or running low", "Lost sales"],
            browser.Page.QuerySelectorAll(".kpi .label").Select(label => label.TextContent));
        Assert.Equal(["660", "55", "28", "0 / 1", "0"],
            browser.Page.QuerySelectorAll(".kpi .value")
            .Select(value => value.TextContent.Replace("Rp", "", StringComparison.Ordinal).Trim()));
        var rows = GoodsStory.Rows(browser).ToList();
        Assert.StartsWith("Gayo | GAYO | Running low | 15 units | 0 | 2.0 | 8 days left |", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("Toraja | TORAJA | Not selling | 40 units | 0 | 0.0 | — days left | — | 0.0%", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reorder_OfTheShop_SuggestsWhatRunsLowOnly()
    {
        using var browser = await GoodsStory.OpenAsync(app, "reorder", "inventory/reorder?service=95&cover=28");

        // Demand 180 of 91 days with deviation 0.21: 20 for ten days of lead time and 2 for safety, 56 for four weeks, less the 15 there.
        var row = Assert.Single(GoodsStory.Rows(browser));
        Assert.Contains("| Gayo | GAYO | Koperasi | 15 |", row, StringComparison.Ordinal);
        Assert.Contains("| 10 | 2 | 22 | 63 units |", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Movements_OfTheShop_AreListedLatestFirst()
    {
        using var browser = await GoodsStory.OpenAsync(app, "movements", "inventory/movements?f=kind:is:receipt");

        Assert.Equal(2, GoodsStory.Rows(browser).Count());
        Assert.Contains("Main location", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ageing_OfTheShop_IsAllOld()
    {
        using var browser = await GoodsStory.OpenAsync(app, "ageing", "inventory/ageing");

        Assert.Contains("Toraja | TORAJA | 40 units | 0 | 0 | 0 | 40 | 0 | 40 over 90 days | 480", GoodsStory.Rows(browser));
    }

    [Fact]
    public async Task Products_OfTheShop_AreListedWithPriceAndMargin()
    {
        using var browser = await GoodsStory.OpenAsync(app, "catalogue", "products");

        Assert.Contains("Gayo | GAYO | — | — | 1 | 20 | 40.0% | 15 on hand | —", GoodsStory.Rows(browser));
    }

    [Fact]
    public async Task Pricing_OfAReduction_ShowsTheLowestPriceOfTheThirtyDaysBefore()
    {
        using var browser = await GoodsStory.OpenAsync(app, "pricing", "products/pricing");
        var slug = browser.Path.Split('/')[2];
        // 20 for long, 16 for a week three weeks ago, 18 until now: a reduction to 15 is to be shown against 16.
        foreach (var (price, before, days) in new[] { ("16", "null", 21), ("18", "null", 14), ("15", "18", 1) })
        {
            await app.Database.ExecuteAsync(
                $"update variants v set price = {price}, compare_at_price = {before}, updated_at = now() - interval '{days} days' from "
                    + $"tenants t where v.tenant_id = t.id and t.slug = $1 and v.sku = 'GAYO'", slug);
        }

        await browser.OpenAsync($"/s/{slug}/products/pricing?q=gayo");

        Assert.StartsWith("Gayo | GAYO | 15 | 18 | 16 | 16.7% | Above the lowest | 12 | 20.0%", Assert.Single(GoodsStory.Rows(browser)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Product_One_ShowsItsVariantsStockAndReviews()
    {
        using var browser = await GoodsStory.OpenAsync(app, "product", "products/one/GAYO");
        var slug = browser.Path.Split('/')[2];
        await app.Database.ExecuteAsync(
            """
            insert into reviews (tenant_id, product_id, rating, title, body, author, written_at, created_at, updated_at)
            select p.tenant_id, p.id, 4, 'Wangi', 'Pesan lagi', 'Dewi', now(), now(), now() from products p join tenants t
              on t.id = p.tenant_id where t.slug = $1 and p.external_id = 'GAYO'
            """, slug);

        await browser.OpenAsync($"/s/{slug}/products/one/GAYO");

        Assert.Equal("Gayo", browser.Page.QuerySelector("h1")!.TextContent);
        Assert.StartsWith("GAYO | 20 | 20 | — | 12 | 40.0% | 15 on hand | Koperasi", GoodsStory.Rows(browser).First(),
            StringComparison.Ordinal);
        Assert.Contains("Pesan lagi", browser.Text, StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector("[aria-label='4 of 5 stars']"));
    }

    [Theory]
    [InlineData("inventory/levels.csv", "Product,SKU,State,")]
    [InlineData("inventory/reorder.csv?service=99", "Product,SKU,Supplier,")]
    [InlineData("inventory/movements.csv", "Product,SKU,Kind,")]
    [InlineData("inventory/orders.csv", "Order,Supplier,State,")]
    [InlineData("inventory/ageing.csv", "Product,SKU,On hand,")]
    [InlineData("products/catalogue.csv", "Product,Id,Category,")]
    [InlineData("products/prices.csv", "Product,SKU,")]
    public async Task Export_OfEachList_BeginsWithItsColumns(string file, string head)
    {
        using var browser = await GoodsStory.OpenAsync(app, $"file-{Guid.NewGuid():N}", "inventory");
        var slug = browser.Path.Split('/')[2];

        var text = await browser.Client.GetStringAsync(new Uri($"/s/{slug}/{file}", UriKind.Relative), Cancel);

        Assert.StartsWith(head, text.TrimStart('\ufeff'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_OtherTenant_AreNotFound()
    {
        using var browser = await GoodsStory.OpenAsync(app, "ours", "inventory");
        using var other = await GoodsStory.OpenAsync(app, "theirs", "inventory");
        var slug = other.Path.Split('/')[2];

        foreach (var page in new[] { "inventory", "inventory/movements.csv", "products", "products/one/GAYO" })
        {
            await browser.OpenAsync($"/s/{slug}/{page}");
            Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        }
    }
}
