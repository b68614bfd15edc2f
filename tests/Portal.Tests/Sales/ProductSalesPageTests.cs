using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Orders;
using Portal.Infrastructure.Orders;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Tests.Inventory;
using Xunit;

namespace Portal.Tests.Sales;

/// <summary>The page of goods sold, as the browser first gets it: tea brought 20 of 30, of which 10 went back; cups brought 2.</summary>
public sealed class ProductSalesPageTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string March = "from=2026-03-01&to=2026-03-31";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Products_OrdersAndARefund_ShowWhatIsLeftOfEach()
    {
        using var browser = await OpenAsync("sold", $"sales/products?{March}");

        Assert.Contains("22", browser.Page.QuerySelector("section[aria-label='Net sales'] .value")!.TextContent, StringComparison.Ordinal);
        var rows = GoodsStory.Rows(browser).Where(row => row.StartsWith("TEA", StringComparison.Ordinal)
            || row.StartsWith("CUP", StringComparison.Ordinal));
        Assert.Equal(
            ["TEA | — | 2 units | 1 | 10 | 20 | — | — | — | 0 | — | A | Z", "CUP | — | 1 units | 1 | 0 | 2 | — | — | — | 0 | — | B | Z"],
            rows);
    }

    [Fact]
    public async Task Products_ClassInTheAddress_IsChosenAndNarrowsTheList()
    {
        using var all = await OpenAsync("classes", $"sales/products?{March}");
        var address = all.Page.QuerySelectorAll("a.class-cell").Single(cell => cell.TextContent.StartsWith("BZ", StringComparison.Ordinal))
            .GetAttribute("href")!;

        await all.OpenAsync(address);

        Assert.StartsWith("BZ: 1 row, ", all.Page.QuerySelector("a.class-cell[aria-current]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(GoodsStory.Rows(all), row => row.StartsWith("CUP", StringComparison.Ordinal));
        Assert.DoesNotContain(GoodsStory.Rows(all), row => row.StartsWith("TEA", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_OfTheList_HasTheDigitsAlone()
    {
        using var browser = await OpenAsync("sold-file", $"sales/products?{March}");

        var text = await browser.Client.GetStringAsync(
            new Uri($"/s/{browser.Path.Split('/')[2]}/sales/products.csv?{March}&by=variant&cols=id,units,net", UriKind.Relative), Cancel);

        Assert.Equal(["TEA,2,20", "CUP,1,2"], text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1));
    }

    [Fact]
    public async Task Products_OtherTenant_AreNotShown()
    {
        using var browser = await OpenAsync("sold-here", "sales/products");
        var store = await app.StoreAsync("sold-there", "owner@sold-there.example");
        using var other = await app.SignedInAsync("owner@sold-there.example");

        await other.OpenAsync($"/s/{store.Slug}/sales/products?{March}");

        Assert.DoesNotContain("TEA", other.Text, StringComparison.Ordinal);
    }

    private async Task<PortalBrowser> OpenAsync(string name, string page)
    {
        var store = await app.StoreAsync(name, $"owner@{name}.example");
        var placed = new DateTimeOffset(2026, 3, 5, 9, 0, 0, TimeSpan.Zero);
        await app.Services.GetRequiredService<OrderWriter>().WriteAsync(
            store.TenantId, OrderSource.Api,
            new([new("o-1", placed, placed, "IDR", [new(1, "TEA", "Green tea", 2, 15)]),
                new("o-2", placed, placed, "IDR", [new(1, "CUP", "Cup", 1, 2)])])
            {
                Refunds = [new("r-1", "o-1", placed, "IDR", [new(1, 1, "TEA", "Green tea", 1, 10)])],
            }, Cancel);
        var browser = await app.SignedInAsync($"owner@{name}.example");
        await browser.OpenAsync($"/s/{store.Slug}/{page}");
        return browser;
    }
}
