using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Orders;
using Portal.Domain.Tenancy;
using Portal.Features.Orders;
using Portal.Features.Orders.Payments;
using Portal.Features.Orders.Returns;
using Portal.Features.Sales;
using Portal.Infrastructure.Orders;
using Portal.Infrastructure.Orders.Changes;
using Portal.Infrastructure.Orders.Lists;
using Portal.Infrastructure.Orders.Payments;
using Portal.Infrastructure.Orders.Reconciling;
using Portal.Infrastructure.Orders.Returns;
using Portal.Infrastructure.Sales;
using Portal.Infrastructure.Sales.Products;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Tests.Analytics;
using Xunit;

namespace Portal.Tests.Sales;

public sealed class SalesPagesTests : ExplorerPageTest, IClassFixture<PortalApp>
{
    public SalesPagesTests(PortalApp app)
        : base(app)
    {
        foreach (var type in (Type[])[typeof(SalesQueries), typeof(OrderListQueries), typeof(OrderQueries), typeof(ChangeOrder),
            typeof(RefundOrder), typeof(ReturnGoods), typeof(ReconciliationQueries), typeof(ReturnQueries), typeof(ReturnListQueries),
            typeof(PaymentQueries), typeof(ProductSalesQueries)])
            Services.AddSingleton(type, app.Services.GetRequiredService(type));
    }

    [Fact]
    public async Task Overview_OrdersAndARefund_ShowsWhatIsLeft()
    {
        var (store, _) = await OpenAsync(StoreRole.Viewer);

        var page = Open<SalesPage>(store, PortalUrls.Sales(store.Slug), parameters => parameters.Add(p => p.Store, store.Slug));

        page.WaitForElement(".kpi .value");
        Assert.Contains("20.00", page.Find("section[aria-label='Net sales'] .value").TextContent, StringComparison.Ordinal);
        Assert.Contains("30.00", page.Find("section[aria-label='Gross sales'] .value").TextContent, StringComparison.Ordinal);
        Assert.Equal("1", page.Find("section[aria-label='Orders'] .value").TextContent.Trim());
    }

    [Fact]
    public async Task Orders_Viewer_SeesTheOrderButNotWhoseItIs()
    {
        var (store, order) = await OpenAsync(StoreRole.Viewer);

        var page = Open<OrdersPage>(store, PortalUrls.Orders(store.Slug), parameters => parameters.Add(p => p.Store, store.Slug));

        page.WaitForElement("tbody tr");
        Assert.Equal(PortalUrls.Order(store.Slug, order), page.Find("tbody a").GetAttribute("href"));
        Assert.Contains("Part refunded", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Anna", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_OneMoreIsWritten_IsShownWithoutAsking()
    {
        var (store, _) = await OpenAsync(StoreRole.Viewer);
        var page = Open<OrdersPage>(store, PortalUrls.Orders(store.Slug), parameters => parameters.Add(p => p.Store, store.Slug));
        page.WaitForElement("tbody tr");

        var placed = new DateTimeOffset(Noon, TimeSpan.Zero);
        await App.Services.GetRequiredService<OrderWriter>()
            .WriteAsync(store.TenantId, OrderSource.Api, new([new("o-2", placed, placed, "EUR", [new(1, "TEA", "Green tea", 1, 15)])]),
            Cancel);

        page.WaitForState(() => page.Markup.Contains("#o-2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Order_Viewer_MayLookButNotRefund()
    {
        var (store, order) = await OpenAsync(StoreRole.Viewer);

        var page = Show(store, order);

        page.WaitForState(() => page.Markup.Contains("Green tea", StringComparison.Ordinal));
        Assert.Empty(page.FindAll("header.page-head button"));
        Assert.DoesNotContain("anna@", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StoreRole.Viewer, "anna", 0)]
    [InlineData(StoreRole.Viewer, "o-1", 1)]
    [InlineData(StoreRole.Support, "anna", 1)]
    public async Task Orders_Search_FindsOnlyByWhatTheRoleSees(StoreRole role, string text, int found)
    {
        var (store, _) = await OpenAsync(role);

        var page = Open<OrdersPage>(store, PortalUrls.Orders(store.Slug) + "?q=" + text,
            parameters => parameters.Add(p => p.Store, store.Slug));

        page.WaitForState(() => page.FindAll("tbody tr").Count == found
            && (found == 1 || page.Markup.Contains("match", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Order_Analyst_SeesWhoseItIsButMayNotChangeIt()
    {
        var (store, order) = await OpenAsync(StoreRole.Analyst);

        var page = Show(store, order);

        page.WaitForState(() => page.Markup.Contains("Green tea", StringComparison.Ordinal));
        Assert.Empty(page.FindAll("header.page-head button"));
        Assert.Contains("anna@", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_Guest_IsToldWhatTheButtonsWouldDo()
    {
        var (store, order) = await OpenAsync(StoreRole.Guest);
        var page = Show(store, order);
        page.WaitForState(() => page.Markup.Contains("Mark as shipped", StringComparison.Ordinal));

        await PressAsync(page, "Mark as shipped");
        var shipped = Said;
        await PressAsync(page, "Refund");
        await page.Find("#quantity-1").ChangeAsync(new() { Value = "1" });
        await page.Find("#refund-form").SubmitAsync();

        Assert.Contains("would mark order #o-1 as", shipped, StringComparison.Ordinal);
        Assert.Contains("of order #o-1", Said, StringComparison.Ordinal);
        Assert.Equal("paid", await App.Database.ScalarAsync<string>("select status from orders where id = $1", order));
        Assert.Equal(1, await App.Database.ScalarAsync<long>("select count(*) from refunds where order_id = $1", order));
    }

    [Fact]
    public async Task Order_MarkedAsShipped_SaysSo()
    {
        var (store, order) = await OpenAsync(StoreRole.Support);
        var page = Show(store, order);
        page.WaitForState(() => page.Markup.Contains("Mark as shipped", StringComparison.Ordinal));

        await PressAsync(page, "Mark as shipped");

        page.WaitForState(() => page.Markup.Contains("Mark as delivered", StringComparison.Ordinal));
        Assert.Equal("fulfilled", await App.Database.ScalarAsync<string>("select status from orders where id = $1", order));
    }

    [Fact]
    public async Task Order_WrittenByAnother_IsShownWithoutAskingAndLeavesTheDialogAlone()
    {
        var (store, order) = await OpenAsync(StoreRole.Support);
        var page = Show(store, order);
        page.WaitForState(() => page.Markup.Contains("Mark as shipped", StringComparison.Ordinal));
        await PressAsync(page, "Refund");
        await page.Find("#quantity-1").ChangeAsync(new() { Value = "1" });
        await page.Find("#note").ChangeAsync(new() { Value = "Typed" });

        var now = DateTimeOffset.UtcNow;
        await App.Services.GetRequiredService<OrderWriter>().WriteAsync(
            store.TenantId, OrderSource.Api,
            new([new("o-1", new(Noon, TimeSpan.Zero), now, "EUR",
                [new(1, "TEA", "Green tea", 2, 15), new(2, "CUP", "Blue cup", 1, 5)]) { Status = OrderStatus.Fulfilled }])
            {
                Refunds = [new("r-2", "o-1", now, "EUR", [new(1, 1, "TEA", "Green tea", 1, 20)])],
            }, Cancel);

        page.WaitForState(() => page.Markup.Contains("Mark as delivered", StringComparison.Ordinal));
        Assert.Contains("Blue cup", page.Find("table").TextContent, StringComparison.Ordinal);
        Assert.Equal(("1", "Typed"), (page.Find("#quantity-1").GetAttribute("value"), page.Find("#note").GetAttribute("value")));
        Assert.Empty(page.FindAll("#quantity-2"));

        // What it was opened for is no more: it says so and stays.
        await page.Find("#refund-form").SubmitAsync();
        page.WaitForState(() => page.Find("#quantity-1-note").TextContent.Contains("At most 0", StringComparison.Ordinal));
        Assert.Equal(30m, await App.Database.ScalarAsync<decimal>("select refunded from orders where id = $1", order));
    }

    [Fact]
    public async Task Order_CancelledWhileADialogIsOpen_SaysWhyNothingGoesBack()
    {
        var (store, order) = await OpenAsync(StoreRole.Support);
        var page = Show(store, order);
        page.WaitForState(() => page.Markup.Contains("Mark as shipped", StringComparison.Ordinal));
        await PressAsync(page, "Return");
        await page.Find("#quantity-1").ChangeAsync(new() { Value = "1" });
        var placed = new DateTimeOffset(Noon, TimeSpan.Zero);
        await App.Services.GetRequiredService<OrderWriter>().WriteAsync(
            store.TenantId, OrderSource.Api, new([new("o-1", placed, placed.AddMinutes(9), "EUR",
                [new(1, "TEA", "Green tea", 2, 15)]) { Status = OrderStatus.Cancelled }]), Cancel);

        await page.Find("#return-form").SubmitAsync();

        page.WaitForState(() => page.Find("dialog [role=alert]").TextContent.Contains("does not count", StringComparison.Ordinal));
        Assert.Equal(0, await App.Database.ScalarAsync<long>("select count(*) from returns where tenant_id = $1", store.TenantId));
    }

    [Fact]
    public async Task Order_ReturnOpenedAndReceived_IsShownAndListed()
    {
        var (store, order) = await OpenAsync(StoreRole.Support);
        var page = Show(store, order);
        page.WaitForState(() => page.Markup.Contains("Green tea", StringComparison.Ordinal));

        await PressAsync(page, "Return");
        await page.Find("#quantity-1").ChangeAsync(new() { Value = "1" });
        await page.Find("#reason-1").ChangeAsync(new() { Value = "WrongItem" });
        await page.Find("#restock-1").ChangeAsync(new() { Value = false });
        await page.Find("#return-form").SubmitAsync();
        page.WaitForState(() => page.Markup.Contains("Awaited", StringComparison.Ordinal));
        await page.PressAsync("button", "Receive");
        page.WaitForState(() => page.Markup.Contains("Goods came back", StringComparison.Ordinal));

        Assert.Equal("received 1 wrong_item false", await App.Database.ScalarAsync<string>(
            "select concat_ws(' ', r.state, trim_scale(l.quantity), l.reason, l.restock::text) from returns r join return_lines l on "
                + "l.tenant_id = r.tenant_id and l.return_id = r.id where r.tenant_id = $1", store.TenantId));
        var list = Open<ReturnsPage>(store, PortalUrls.Returns(store.Slug), parameters => parameters.Add(p => p.Store, store.Slug));
        list.WaitForElement("tbody a");
        Assert.Contains("Green tea", list.Markup, StringComparison.Ordinal);
        Assert.Equal(PortalUrls.Order(store.Slug, order), list.Find("tbody a").GetAttribute("href"));
    }

    [Fact]
    public async Task Returns_Refund_ShowsTheRatesOfTheLedger()
    {
        var (store, _) = await OpenAsync(StoreRole.Viewer);

        var page = Open<ReturnsPage>(store, PortalUrls.Returns(store.Slug), parameters => parameters.Add(p => p.Store, store.Slug));

        page.WaitForElement(".kpi .value");
        Assert.Equal("1", page.Find("section[aria-label='Units returned'] .value").TextContent.Trim());
        Assert.Equal("50.0%", page.Find("section[aria-label='Rate of units'] .value").TextContent.Trim());
        Assert.Equal("33.3%", page.Find("section[aria-label='Rate of money'] .value").TextContent.Trim());
        Assert.Contains("1, 50.0%", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payments_PaymentAndRefund_AreSummedAndLeadToTheirOrder()
    {
        var (store, order) = await OpenAsync(StoreRole.Viewer);
        await App.Services.GetRequiredService<OrderWriter>().WriteAsync(
            store.TenantId, OrderSource.Api, new([])
            {
                Payments = [new("p-1", "o-1", "Card", PaymentState.Captured, 30,
                new(Noon, TimeSpan.Zero), 0.5m)]
            }, Cancel);

        var page = Open<PaymentsPage>(store, PortalUrls.Payments(store.Slug), parameters => parameters.Add(p => p.Store, store.Slug));

        page.WaitForElement("tbody a");
        Assert.Contains("30.00", page.Find("section[aria-label='Captured'] .value").TextContent, StringComparison.Ordinal);
        Assert.Contains("19.50", page.Find("section[aria-label='Kept'] .value").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll($"tbody a[href='{PortalUrls.Order(store.Slug, order)}']").Count);
    }

    [Fact]
    public async Task Order_OtherTenants_IsNotThere()
    {
        var (_, order) = await OpenAsync(StoreRole.Owner);
        var (stranger, _) = await EnterAsync(StoreRole.Owner);

        var page = Show(stranger, order);

        page.WaitForState(() => !page.Markup.Contains("What this order counts as", StringComparison.Ordinal));
        Assert.DoesNotContain("Green tea", page.Markup, StringComparison.Ordinal);
    }

    private static Task PressAsync(IRenderedComponent<OrderPage> page, string action) =>
        page.PressAsync("header.page-head button", action);

    private IRenderedComponent<OrderPage> Show(CurrentStore store, Guid order) =>
        Open<OrderPage>(store, PortalUrls.Order(store.Slug, order),
            parameters => parameters.Add(p => p.Store, store.Slug).Add(p => p.OrderId, order));

    private async Task<(CurrentStore Store, Guid Order)> OpenAsync(StoreRole role)
    {
        var (store, _) = await EnterAsync(role);
        var placed = new DateTimeOffset(Noon, TimeSpan.Zero);
        await App.Services.GetRequiredService<OrderWriter>().WriteAsync(
            store.TenantId, OrderSource.Api,
            new([new("o-1", placed, placed, "EUR",
                [new(1, "TEA", "Green tea", 2, 15)]) { Customer = new("c-1", "anna@berg.example", "Anna", "Berg") }])
            {
                Refunds = [new("r-1", "o-1", placed, "EUR", [new(1, 1, "TEA", "Green tea", 1, 10)])],
            }, Cancel);
        return (store, await App.Database.ScalarAsync<Guid>("select id from orders where tenant_id = $1", store.TenantId));
    }
}
