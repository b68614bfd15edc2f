using Portal.Domain.Events;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Tenancy;
using Portal.Tests.Imports;
using Portal.Tests.Inventory;
using Xunit;

namespace Portal.Tests.Exports;

/// <summary>The small reports beside lists as files, as their panels offer them.</summary>
public sealed class PanelExportTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string March = "?from=2026-03-01&to=2026-03-31";

    private const string Lines = """
        order,sku,name,quantity,date,price,refundOf
        A1,KOPI,Coffee,2,2026-03-01 10:00,12.50,
        A2,TEH,Tea,1,2026-03-02 11:00,30,
        RA1,KOPI,Coffee,1,2026-03-03 09:00,12.50,A1
        """;

    [Fact]
    public async Task Returns_ByReasonProductAndMonth_AreThoseOfTheRange()
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("order_lines", Lines, options: """{"refundPrefix":"R"}""");
        var (slug, browser) = await ViewerAsync(api.TenantId);

        var reasons = await OpenAsync("return-reasons");
        var products = await OpenAsync("return-products");
        var months = await OpenAsync("return-months");

        Assert.Equal(["Reason,Units,\"Amount, £\"", "Not known,1,12.5"], reasons.Lines);
        Assert.Equal(["SKU,Product,Units,Units sold,Share of those sold,\"Amount, £\"", "KOPI,Coffee,1,2,0.5,12.5"], products.Lines);
        Assert.Equal(["KOPI", "Coffee", 1m, 2m, 0.5m, 12.5m], products.Cells[0]);
        Assert.Equal("Sold in,Units,All,Same month,1 later,2 later,3 later,4 later,5 later,6 or more later", months.Heading);
        Assert.Equal(("2026-03-01", 3m), (months.Rows[0].GetProperty("month").GetString(),
            months.Rows[0].GetProperty("units").GetDecimal()));
        Assert.StartsWith("2026-03-01,3,0.333333333333,0.333333333333,0,", months.Lines[1], StringComparison.Ordinal);

        Task<ExportedFiles> OpenAsync(string report) =>
            ExportedFiles.OpenAsync(browser, PortalUrls.Returns(slug) + March, PortalUrls.SalesExport(slug, report));
    }

    [Fact]
    public async Task Payments_ByMethodAndState_AreThoseOfTheRange()
    {
        using var api = await ImportApi.OpenAsync(app);
        await app.Database.ExecuteAsync("""
            insert into payment_days (tenant_id, day, method, state, payments, amount, fees) values
              ($1, '2026-03-01', 'card', 'captured', 2, 50, 1.5), ($1, '2026-03-02', 'card', 'captured', 1, 20, 0.5), ($1, '2026-03-02', '', 'refunded', 1, 90, 0),
              ($1, '2026-03-02', 'card', 'declined', 4, 80, 0), ($1, '2026-04-01', 'card', 'captured', 9, 900, 9)
            """, api.TenantId);
        var (slug, browser) = await ViewerAsync(api.TenantId);

        var methods = await ExportedFiles.OpenAsync(browser, PortalUrls.Payments(slug) + March,
            PortalUrls.SalesExport(slug, "payment-methods"));
        var states = await ExportedFiles.OpenAsync(browser, PortalUrls.Payments(slug) + March,
            PortalUrls.SalesExport(slug, "payment-states"));

        Assert.Equal(["Method,Payments,\"Amount, £\",\"Fees, £\"", "Not known,1,90,0", "card,3,70,2"], methods.Lines);
        Assert.Equal(["card", 3m, 70m, 2m], methods.Cells[1]);
        Assert.Equal(["State,Payments,\"Amount, £\",\"Fees, £\"", "Declined,4,80,0", "Captured,3,70,2", "\"Captured, gone back\",1,90,0"],
            states.Lines);
    }

    [Fact]
    public async Task Seasons_WeekdaysAndLikeForLike_AreThoseOfThePage()
    {
        using var api = await ImportApi.OpenAsync(app);
        var today = DateTime.UtcNow.Date;
        await api.ImportAsync("order_lines", "order,sku,quantity,date,price\n" + string.Concat(
            Enumerable.Range(1, 28).Select(
                ago => FormattableString.Invariant($"A{ago},KOPI,1,{today.AddDays(-ago):yyyy-MM-dd} 10:00,10\n"))));
        var (slug, browser) = await ViewerAsync(api.TenantId);

        var weekdays = await ExportedFiles.OpenAsync(browser, PortalUrls.Marketing(slug, "seasons"),
            PortalUrls.MarketingExport(slug, "weekdays"));
        var like = await ExportedFiles.OpenAsync(browser, PortalUrls.Marketing(slug, "seasons"),
            PortalUrls.MarketingExport(slug, "like-for-like"));

        Assert.Equal("Weekday,Index", weekdays.Heading);
        Assert.Equal(7, weekdays.Of("weekday").Distinct().Count());
        Assert.Equal("Matched by,Days,\"Now, £\",\"Before, £\",Change", like.Heading);
        Assert.Equal(["Date", "Weekday", "Holiday"], like.Of("match"));
    }

    [Fact]
    public async Task Inventory_LocationsAndAges_AreThoseOfTheirPages()
    {
        using var browser = await GoodsStory.OpenAsync(app, "exported-goods", "inventory");
        var slug = browser.Path.Split('/')[2];

        var locations = await ExportedFiles.OpenAsync(browser, PortalUrls.InventoryPage(slug, "movements"),
            PortalUrls.InventoryExport(slug, "locations"));
        var ages = await ExportedFiles.OpenAsync(browser, PortalUrls.InventoryPage(slug, "ageing"),
            PortalUrls.InventoryExport(slug, "ages"));

        Assert.Equal("Code,Location,City,Default,Units", locations.Heading);
        Assert.Equal([true, 55m], Assert.Single(locations.Cells).Skip(3));
        Assert.Equal(["Days since it came,Units,\"Value, Rp\"", "0 to 30,0,0", "31 to 60,0,0", "61 to 90,0,0", "91 to 180,55,660",
            "over 180,0,0"], ages.Lines);
        Assert.Equal(660, ages.Rows[3].GetProperty("value").GetDecimal());
    }

    [Fact]
    public async Task TopProducts_OfToday_AreAllOfTheDay()
    {
        var store = await app.StoreAsync("Top", $"{Guid.NewGuid():N}@top.example");
        var clock = StoreClock.For("Asia/Jakarta");
        var now = DateTimeOffset.UtcNow;
        var at = new[] { now.AddSeconds(-30), clock.StartOf(clock.Day(now)) }.Max().UtcDateTime;
        await new TestStore(store.TenantId, store.SiteId, store.WriteKey, store.Slug).ProjectAsync(
            app.Database,
            new TestEvent(EventName.OrderCompleted, at) { OrderId = "A-1", Revenue = 400, Currency = "IDR", Properties = """{"products":[{"product_id":"P1","name":"Gayo","price":100,"quantity":3},{"product_id":"P2","name":"Toraja","price":100,"quantity":1}]}""" });
        var (slug, browser) = await ViewerAsync(store.TenantId);

        var files = await ExportedFiles.OpenAsync(browser, PortalUrls.Store(slug), PortalUrls.TopProductsExport(slug));

        Assert.Equal(["Id,Product,Units,\"Revenue, Rp\",Share,\"Before, Rp\"", "P1,Gayo,3,300,0.75,", "P2,Toraja,1,100,0.25,"],
            files.Lines);
        Assert.Equal(["P1", "Gayo", 3m, 300m, 0.75m, null], files.Cells[0]);
    }

    private async Task<(string Slug, PortalBrowser Browser)> ViewerAsync(Guid tenantId)
    {
        var email = $"{Guid.NewGuid():N}@members.example";
        await app.PersonAsync(email, tenantId, StoreRole.Viewer);
        return (await app.Database.ScalarAsync<string>("select slug from tenants where id = $1", tenantId), await app.SignedInAsync(email));
    }
}
