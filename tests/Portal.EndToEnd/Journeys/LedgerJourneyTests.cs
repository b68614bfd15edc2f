using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Portal.EndToEnd.Pages;
using Portal.Testing.Data;
using Xunit;

namespace Portal.EndToEnd.Journeys;

/// <summary>
/// What a shop does with its orders and its goods, from the file to the books and from the gap on the shelf to its filling.
/// </summary>
[Collection(DemoPortal.Collection)]
public sealed class LedgerJourneyTests(DemoPortal portal, BrowserFixture browser)
{
    [Fact]
    public async Task Import_OrderRefundedInPart_CountsInBothBasesAndInTheReconciliation()
    {
        var owner = await TestOwner.CreateAsync(portal);
        await using var context = await browser.NewContextAsync();
        var page = new PortalPage(await owner.SignInAsync(context, portal), portal.Address);
        var slug = owner.Store.Slug;
        var sold = DateOnly.FromDateTime(portal.Clock.GetUtcNow().UtcDateTime).AddDays(-3);

        await OpenAsync(page, PortalUrls.Imports(slug));
        await page.Page.Locator("#kind").SelectOptionAsync("order_lines");
        await page.Page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "orders.csv",
            MimeType = "text/csv",
            Buffer = File(sold)
        });
        await ButtonAsync(page, "Upload");
        await ButtonAsync(page, "Import");
        await Assertions.Expect(page.Page.GetByText("Imported", new() { Exact = true })).ToBeVisibleAsync();

        await OpenAsync(page, PortalUrls.Orders(slug));
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "#A-1", Exact = true }).ClickAsync();
        await page.Page.Locator("header.page-head").GetByRole(AriaRole.Button, new() { Name = "Refund" }).ClickAsync();
        await EnterAsync(page, "#quantity-1", "1");
        await page.Page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Refund" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByText("Part refunded", new() { Exact = true })).ToBeVisibleAsync();

        // Until yesterday the refund of today counts only on the day of its order.
        var days = string.Create(CultureInfo.InvariantCulture, $"?from={sold:yyyy-MM-dd}&to={sold.AddDays(1):yyyy-MM-dd}");
        await OpenAsync(page, PortalUrls.Sales(slug) + days);
        Assert.Contains("50.00", await FigureAsync(page, "Net sales"), StringComparison.Ordinal);
        Assert.Equal(["50", "40", "30", "20", "10", "0"], await page.Page.Locator(".apexcharts-yaxis-label title").AllTextContentsAsync());
        await OpenAsync(page, PortalUrls.Sales(slug) + days + "&basis=order");
        Assert.Contains("35.00", await FigureAsync(page, "Net sales"), StringComparison.Ordinal);
        await OpenAsync(page, PortalUrls.Reconciliation(slug) + days);
        await Assertions.Expect(page.Page.Locator("tbody tr").First).ToContainTextAsync("50.00");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Reorder_DraftedOrderedAndReceived_FillsTheShelf()
    {
        var owner = await TestOwner.CreateAsync(portal);
        await StockAsync(owner.Store.TenantId);
        await using var context = await browser.NewContextAsync();
        var page = new PortalPage(await owner.SignInAsync(context, portal), portal.Address);
        var slug = owner.Store.Slug;

        await OpenAsync(page, PortalUrls.InventoryPage(slug, "reorder"));
        await page.Page.GetByLabel("Select Gayo", new() { Exact = true }).CheckAsync();
        await ButtonAsync(page, "Draft purchase orders for 1 product");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "PO-00001" }).ClickAsync();
        await ButtonAsync(page, "Order it");
        await page.Page.Locator("header.page-head").GetByRole(AriaRole.Button, new() { Name = "Receive goods" }).ClickAsync();
        await EnterAsync(page, "#units-GAYO", "80");
        await page.Page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Receive" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("dialog[open]")).ToHaveCountAsync(0);

        await OpenAsync(page, PortalUrls.Inventory(slug));
        await Assertions.Expect(page.Page.Locator("tbody tr").Filter(new() { HasTextString = "GAYO" })).ToContainTextAsync("95");
        Assert.Equal(95, await portal.Database.ScalarAsync<int>("select on_hand from stock_levels where tenant_id = $1",
            owner.Store.TenantId));
        Assert.Empty(page.Errors);
    }

    private static byte[] File(DateOnly day) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
        Order,SKU,Product,Quantity,Date,Price
        A-1,TEA,Green tea,2,{day:yyyy-MM-dd} 10:00,15
        A-2,CUP,Cup,1,{day:yyyy-MM-dd} 11:00,20
        """));

    private static async Task OpenAsync(PortalPage page, string address)
    {
        await page.GotoAsync(address);
        await page.WaitUntilInteractiveAsync();
        await page.WaitUntilLoadedAsync();
    }

    private static Task ButtonAsync(PortalPage page, string name) =>
        page.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    private static Task<string> FigureAsync(PortalPage page, string label) =>
        page.Page.Locator($"section[aria-label='{label}'] .value").InnerTextAsync();

    // A field tells the server when it is left.
    private static async Task EnterAsync(PortalPage page, string field, string text)
    {
        await page.Page.Locator(field).FillAsync(text);
        await page.Page.Locator(field).PressAsync("Tab");
    }

    // Two a day are sold, and 15 are left.
    private async Task StockAsync(Guid tenantId)
    {
        await portal.Database.ExecuteAsync("select ensure_variants($1, array['GAYO'], array['Gayo'], now() - interval '100 days')",
            tenantId);
        await portal.Database.ExecuteAsync("insert into suppliers (tenant_id, name, lead_time_days) values ($1, 'Koperasi', 10)", tenantId);
        await portal.Database.ExecuteAsync(
            "update variants v set price = 20, cost = 12, supplier_id = s.id from suppliers s where v.tenant_id = $1 and s.tenant_id = $1",
            tenantId);
        await portal.Database.ExecuteAsync("""
            insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at)
            select $1, v.id, l.id, m.kind, m.quantity, now() - make_interval(days => m.ago)
            from variants v join locations l on l.tenant_id = $1
            cross join (select 'receipt' as kind, 195 as quantity, 95 as ago union all select 'sale', -2, n from generate_series(1, 90) n) m
            where v.tenant_id = $1
            """, tenantId);
    }
}
