using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Domain.Tenancy;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Exports;
using Portal.Testing.Data;
using Portal.Testing.Exports;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Tests.Imports;
using Xunit;

namespace Portal.Tests.Exports;

/// <summary>Files of lists and reports hold the same figures as the API, in every format.</summary>
public sealed class ReportExportTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Range = "?from=2026-03-01&to=2026-03-31";

    private const string Lines = """
        order,sku,name,quantity,date,price,customer,discount
        A1,KOPI,Coffee,2,2026-03-01 10:00,12.50,ani,1
        A2,=TEH,"Tea, green",1,2026-03-02 11:00,30,budi,
        RA1,KOPI,Coffee,1,2026-03-03 09:00,12.50,ani,
        """;

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task SalesStatement_InEveryFormat_EqualsTheApi()
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("order_lines", Lines, options: """{"refundPrefix":"R"}""");
        var summary = await api.SummaryAsync("2026-03-01", "2026-03-31");
        using var owner = await MemberAsync(api, StoreRole.Owner);

        var csv = (await TextAsync(owner, api, "sales/statement.csv")).TrimStart('\uFEFF')
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var json = await JsonAsync(owner, api, "sales/statement.json");
        var book = await BookAsync(owner, api, "sales/statement.xlsx");

        Assert.Equal((55m, 1m, 12.5m, 41.5m), (summary.GetProperty("gross").GetDecimal(), summary.GetProperty("discounts").GetDecimal(),
            summary.GetProperty("refunds").GetDecimal(), summary.GetProperty("net").GetDecimal()));
        Assert.Equal(["Line,Amount", "Gross sales,55", "Discounts,-1", "Refunds,-12.5", "Net sales,41.5"], csv[..5]);
        Assert.Equal([55m, -1m, -12.5m, 41.5m], json.EnumerateArray().Take(4).Select(line => line.GetProperty("amount").GetDecimal()));
        Assert.Equal([55m, -1m, -12.5m, 41.5m], book.Rows().Skip(1).Take(4).Select(line => line[1]).Cast<decimal>());
        Assert.Empty(book.Problems());
    }

    [Fact]
    public async Task SalesDaysAndParts_AddUpToTheStatement()
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("order_lines", Lines, options: """{"refundPrefix":"R"}""");
        using var owner = await MemberAsync(api, StoreRole.Owner);

        var days = await JsonAsync(owner, api, "sales/days.json");
        var parts = await JsonAsync(owner, api, "sales/parts.json");
        var goods = await JsonAsync(owner, api, "sales/products.json", "&by=variant&cols=id,net");
        var reconciled = await JsonAsync(owner, api, "sales/reconciliation.json");

        Assert.Equal(31, days.GetArrayLength());
        Assert.Equal(41.5m, days.EnumerateArray().Sum(day => day.GetProperty("net").GetDecimal()));
        Assert.Equal(("2026-03-03", -12.5m), (days[2].GetProperty("day").GetString(), days[2].GetProperty("net").GetDecimal()));
        Assert.Equal(41.5m, parts.EnumerateArray().Sum(part => part.GetProperty("net").GetDecimal()));
        Assert.Equal(["=TEH", "KOPI"], goods.EnumerateArray().Select(row => row.GetProperty("id").GetString())
            .Order(StringComparer.Ordinal));
        Assert.Equal(41.5m, goods.EnumerateArray().Sum(row => row.GetProperty("net").GetDecimal()));
        Assert.Equal(54m, reconciled.EnumerateArray().Sum(day => day.GetProperty("ours").GetDecimal()));
    }

    [Fact]
    public async Task Orders_InEveryFormat_AreTheRowsOfTheList()
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("order_lines", Lines, options: """{"refundPrefix":"R"}""");
        using var owner = await MemberAsync(api, StoreRole.Owner);

        var csv = (await TextAsync(owner, api, "sales/orders.csv", "&cols=number,placed,items,total")).TrimStart('\uFEFF')
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var json = await JsonAsync(owner, api, "sales/orders.json", "&sort=total");
        var book = await BookAsync(owner, api, "sales/orders.xlsx", "&q=A2&cols=number,placed,total");

        Assert.Equal(["Order,Placed,Items,Total", "A2,2026-03-02T11:00:00+00:00,1,30", "A1,2026-03-01T10:00:00+00:00,2,24"], csv);
        Assert.Equal([("A1", 24m), ("A2", 30m)], json.EnumerateArray()
            .Select(order => (order.GetProperty("number").GetString()!, order.GetProperty("total").GetDecimal())));
        Assert.Equal(["A2", new DateTime(2026, 3, 2, 11, 0, 0), 30m], Assert.Single(book.Rows().Skip(1)));
    }

    [Fact]
    public async Task Orders_ForAViewer_LeaveOutWhoTheCustomersAre()
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("order_lines", Lines, options: """{"refundPrefix":"R"}""");
        using var viewer = await MemberAsync(api, StoreRole.Viewer);
        using var support = await MemberAsync(api, StoreRole.Support);

        var hidden = await JsonAsync(viewer, api, "sales/orders.json", "&cols=number,customer");
        var shown = await JsonAsync(support, api, "sales/orders.json", "&cols=number,customer");

        Assert.All(hidden.EnumerateArray(), order => Assert.False(order.TryGetProperty("customer", out _)));
        Assert.Equal(["ani", "budi"], shown.EnumerateArray().Select(order => order.GetProperty("customer").GetString()!)
            .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("sales/statement.xlsx")]
    [InlineData("sales/orders.json")]
    [InlineData("analytics/retention.csv")]
    public async Task Files_OtherTenant_AreNotThere(string file)
    {
        using var api = await ImportApi.OpenAsync(app);
        using var other = await ImportApi.OpenAsync(app);
        using var owner = await MemberAsync(other, StoreRole.Owner);

        using var answer = await owner.Client.GetAsync(await AddressAsync(api, file, ""), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Files_OfAnUnknownFormat_AreNotThere()
    {
        using var api = await ImportApi.OpenAsync(app);
        using var owner = await MemberAsync(api, StoreRole.Owner);

        using var answer = await owner.Client.GetAsync(await AddressAsync(api, "sales/orders.pdf", ""), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("analytics/traffic")]
    [InlineData("analytics/breakdown")]
    [InlineData("analytics/retention")]
    [InlineData("analytics/goals")]
    [InlineData("analytics/paths")]
    [InlineData("analytics/funnels")]
    [InlineData("sales/differing-orders")]
    [InlineData("marketing/spend")]
    [InlineData("marketing/seasons")]
    [InlineData("inventory/ageing")]
    [InlineData("products/catalogue")]
    [InlineData("settings/team")]
    public async Task Reports_InEveryFormat_HaveTheSameRows(string report)
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("order_lines", Lines, options: """{"refundPrefix":"R"}""");
        using var owner = await MemberAsync(api, StoreRole.Owner);

        var csv = (await TextAsync(owner, api, report + ".csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1;
        var json = await JsonAsync(owner, api, report + ".json");
        var book = await BookAsync(owner, api, report + ".xlsx");

        Assert.Equal((csv, csv), (json.GetArrayLength(), book.Rows().Count - 1));
        Assert.Empty(book.Problems());
    }

    private async Task<PortalBrowser> MemberAsync(ImportApi api, StoreRole role)
    {
        var email = $"{Guid.NewGuid():N}@members.example";
        await app.PersonAsync(email, api.TenantId, role);
        return await app.SignedInAsync(email);
    }

    private async Task<Uri> AddressAsync(ImportApi api, string file, string more)
    {
        var slug = await app.Database.ScalarAsync<string>("select slug from tenants where id = $1", api.TenantId);
        return new($"/s/{slug}/{file}{Range}{more}", UriKind.Relative);
    }

    private async Task<string> TextAsync(PortalBrowser browser, ImportApi api, string file, string more = "") =>
        await browser.Client.GetStringAsync(await AddressAsync(api, file, more), Cancel);

    private async Task<JsonElement> JsonAsync(PortalBrowser browser, ImportApi api, string file, string more = "") =>
        await browser.Client.GetFromJsonAsync<JsonElement>(await AddressAsync(api, file, more), Cancel);

    private async Task<Workbook> BookAsync(PortalBrowser browser, ImportApi api, string file, string more = "")
    {
        using var answer = await browser.Client.GetAsync(await AddressAsync(api, file, more), Cancel);
        Assert.Equal(ExportFormats.ContentType(ExportFormat.Xlsx), answer.Content.Headers.ContentType!.ToString());
        return new(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Cancel)));
    }
}
