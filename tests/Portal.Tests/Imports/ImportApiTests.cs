using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Imports;

public sealed class ImportApiTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Lines = """
        InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
        536365,85123A,"WHITE ""HANGING"" HEART",6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
        536365,71053,"LANTERN, METAL",2,2010-12-01 08:26:00,3.39,17850.0,United Kingdom
        536366,POST,POSTAGE,1,2010-12-31 23:59:00,18.00,,France
        C536379,85123A,WHITE HEART,-1,2011-01-02 09:41:00,2.55,17850.0,United Kingdom
        536367,22633,DAMAGED,-3,2011-01-02 10:00:00,1.85,,United Kingdom
        536368,22633,FREE,3,2011-01-02 10:00:00,0,,United Kingdom
        536369,22633,CUT OFF
        """;

    private const string Refunds = """{"refundPrefix":"C"}""";

    [Fact]
    public async Task Import_OrderLines_TakesSalesAndRefundsAndNamesTheRest()
    {
        using var api = await ImportApi.OpenAsync(app);

        var import = await api.ImportAsync("order_lines", Lines, options: Refunds);

        Assert.Equal("finished", import.GetProperty("status").GetString());
        var counts = import.GetProperty("counts");
        Assert.Equal((7, 3, 4, 3), (counts.GetProperty("rows").GetInt32(), counts.GetProperty("rejected").GetInt32(),
            counts.GetProperty("merged").GetInt32(), counts.GetProperty("created").GetInt32()));
        var rejected = await api.RejectedAsync(import);
        Assert.Equal(
        [
            "line,reason,InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
            "6,\"Neither a sale nor a refund: the quantity is below zero, and the order id does not say that it is a "
                + "refund.\",536367,22633,DAMAGED,-3,2011-01-02 10:00:00,1.85,,United Kingdom",
            "7,Neither a sale nor a refund: the price is zero.,536368,22633,FREE,3,2011-01-02 10:00:00,0,,United Kingdom",
            "8,The row has 3 values where the header has 8.,536369,22633,CUT OFF",
        ], rejected.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Import_OrderLines_CountsInBothBases()
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("order_lines", Lines, options: Refunds);

        foreach (var basis in (string[])["event", "order"])
        {
            var all = await api.SummaryAsync("2010-12-01", "2011-12-31", basis);
            var december = await api.SummaryAsync("2010-12-01", "2010-12-31", basis);

            Assert.Equal((40.08m, 2.55m, 37.53m, 2, 9m, 1), Figures(all));
            Assert.Equal((40.08m, 0m, 40.08m, 2, 9m, 1), Figures(december));
            Assert.Equal(20.04m, all.GetProperty("averageOrderValue").GetDecimal());
        }
    }

    [Fact]
    public async Task Import_CodesThatAreNoProducts_CountWithoutOne()
    {
        using var api = await ImportApi.OpenAsync(app);
        const string options = """{"refundPrefix":"C","nonProducts":["post","gift_*"]}""";
        const string lines = Lines
            + "\n536370,gift_0001_20,,1,2011-01-03 10:00:00,20,,United Kingdom\nC536371,POST,POSTAGE,-1,2011-01-03 10:00:00,3,,France";

        await api.ImportAsync("order_lines", lines, options: options);
        var again = await api.ImportAsync("order_lines", lines, options: options);

        Assert.Equal(["71053", "85123A"], await app.Database.ListAsync<string>("select sku from variants where tenant_id = $1 order by 1",
            api.TenantId));
        Assert.Equal(["POSTAGE (POST)", "gift_0001_20"],
            await app.Database.ListAsync<string>(
            "select name from order_lines where tenant_id = $1 and sku = '' order by name collate \"C\"", api.TenantId));
        Assert.Equal((60.08m, 5.55m, 54.53m), Money(await api.SummaryAsync("2010-12-01", "2011-12-31")));
        Assert.Equal((0, 0, 5), Outcome(again));
    }

    [Theory]
    [InlineData("""{"nonProducts":[""]}""")]
    [InlineData("""{"nonProducts":[null]}""")]
    [InlineData("""{"nonProducts":"POST"}""")]
    public async Task Import_NonProductsThatAreNoCodes_AreRefused(string options)
    {
        using var api = await ImportApi.OpenAsync(app);

        using var answer = await api.SendAsync("order_lines", Lines, options: options);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("nonProducts", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ForeignCurrency_CountsAtItsRateAndIsNamedWithoutOne()
    {
        using var api = await ImportApi.OpenAsync(app);
        await app.Database.ExecuteAsync("insert into exchange_rates (tenant_id, currency, day, rate) values ($1, 'EUR', '2011-03-02', 0.8)",
            api.TenantId);

        var import = await api.ImportAsync("order_lines", """
            order,sku,quantity,date,price,currency,rate
            stated,A,1,2011-03-01 12:00:00,100,USD,0.6
            unknown,A,1,2011-03-01 12:00:00,100,USD,
            too early,A,1,2011-03-01 12:00:00,100,EUR,
            known,A,1,2011-03-03 12:00:00,100,EUR,
            own,A,1,2011-03-03 12:00:00,100,gbp,
            """);

        Assert.Equal(240m, (await api.SummaryAsync("2011-03-01", "2011-03-31")).GetProperty("gross").GetDecimal());
        Assert.Equal(
        [
            "3,Currency: what USD was worth in GBP on 2011-03-01 is not known. Add a column with the exchange rate.",
            "4,Currency: what EUR was worth in GBP on 2011-03-01 is not known. Add a column with the exchange rate.",
        ], (await api.RejectedAsync(import)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line =>
            string.Join(',', line.Split(',').Take(2))));
    }

    [Fact]
    public async Task Import_RefundThatNamesItsOrder_CountsOnTheOrdersDayByOrderDate()
    {
        using var api = await ImportApi.OpenAsync(app);

        await api.ImportAsync("order_lines", """
            order_id;sku;quantity;date;price;original_order
            1;TEA;2;24.12.2010 10:00;1.234,50;
            R-1;TEA;1;03.01.2011 10:00;1.234,50;1
            """, options: """{"refundPrefix":"R-"}""");

        Assert.Equal((2469m, 0m, 2469m), Money(await api.SummaryAsync("2010-12-01", "2010-12-31")));
        Assert.Equal((2469m, 1234.5m, 1234.5m), Money(await api.SummaryAsync("2010-12-01", "2010-12-31", "order")));
        Assert.Equal((0m, 1234.5m, -1234.5m), Money(await api.SummaryAsync("2011-01-01", "2011-01-31")));
    }

    [Fact]
    public async Task Import_TheSameAgainAndPacked_ChangesNothing()
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("order_lines", Lines, options: Refunds);
        var entries = await EntriesAsync(api);

        var again = await api.FinishAsync(await api.SendAsync("order_lines", ImportApi.Gzip(Lines), options: Refunds));

        Assert.Equal((0, 0, 3), Outcome(again));
        Assert.Equal(entries, await EntriesAsync(api));
    }

    [Fact]
    public async Task Import_DryRun_SaysWhatWouldBecomeOfItAndKeepsNothing()
    {
        using var api = await ImportApi.OpenAsync(app);

        var import = await api.ImportAsync("order_lines", Lines, options: Refunds, isDryRun: true);

        Assert.Equal(("finished", true), (import.GetProperty("status").GetString(), import.GetProperty("dryRun").GetBoolean()));
        Assert.Equal((3, 0, 0), Outcome(import));
        Assert.Equal(0, await EntriesAsync(api));
        Assert.Equal(0, await app.Database.ScalarAsync<long>("select count(*) from customers where tenant_id = $1", api.TenantId));
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public async Task Import_Encodings_AreTold(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var api = await ImportApi.OpenAsync(app);
        var encoding = Encoding.GetEncoding(name);

        var import = await api.FinishAsync(await api.SendAsync("customers",
            new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes("id,first name,city\r\nc1,Zoë,Köln\r\n")])));

        Assert.Equal((1, 0, 0), Outcome(import));
        Assert.Equal(["Zoë Köln"], await app.Database.ListAsync<string>(
            "select first_name || ' ' || city from customers where tenant_id = $1", api.TenantId));
    }

    [Fact]
    public async Task Import_Products_CreatesAndUpdatesVariantsAndLeavesWhatIsEmpty()
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("products", "sku,name,price,cost,category\nTEA,Tea,12.50,6,Drinks > Tea\nCUP,Cup,8,,\n");

        var import = await api.ImportAsync("products", "sku,name,price,cost\nTEA,Green tea,13,\nCUP,Cup,8,\n");

        Assert.Equal((0, 1, 1), Outcome(import));
        Assert.Equal(["Cup 8", "Green tea 13 6 Drinks > Tea"], await app.Database.ListAsync<string>("""
            select concat_ws(' ', p.name, trim_scale(v.price), trim_scale(v.cost), c.path) from variants v join products p
              on p.tenant_id = v.tenant_id and p.id = v.product_id
            left join categories c on c.tenant_id = p.tenant_id and c.id = p.category_id
            where v.tenant_id = $1 order by 1
            """, api.TenantId));
    }

    [Fact]
    public async Task Import_OrdersAfterTheirLines_KeepsTheLinesAndTakesTheStatedTotal()
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("order_lines", Lines, options: Refunds);

        await api.ImportAsync("orders",
            "orderId,orderedAt,total,shipping,status\n536365,2010-12-01 08:26:00,27.08,5,delivered\n9,2010-12-02 08:00:00,10,0,\n");
        var again = await api.ImportAsync("order_lines", Lines, options: Refunds);

        Assert.Equal((0, 0, 3), Outcome(again));
        Assert.Equal(["536365 delivered 27.08 27.08 2", "9 paid 10 10 1"], await app.Database.ListAsync<string>("""
            select concat_ws(' ', external_id, status, trim_scale(total), trim_scale(stated_total), (select count(*) from order_lines l
              where l.tenant_id = o.tenant_id and l.order_id = o.id))
            from orders o where tenant_id = $1 and stated_total is not null order by 1
            """, api.TenantId));
    }

    [Theory]
    [InlineData("cats", "a,b\n1,2", null, null, "kind")]
    [InlineData("order_lines", "", null, null, "file")]
    [InlineData("order_lines", "a,b\n1,2", null, null, "mapping")]
    [InlineData("order_lines", "a,b\n1,2", "[1]", null, "mapping")]
    [InlineData("customers", "id\n1", """{"id":"shoeSize"}""", null, "mapping")]
    [InlineData("customers", "id\n1", null, """{"refundprefixes":"C"}""", "options")]
    [InlineData("customers", "id\n1", null, """{"decimal":";"}""", "options")]
    public async Task Send_SomethingWrong_IsRefusedByField(string kind, string csv, string? mapping, string? options, string field)
    {
        using var api = await ImportApi.OpenAsync(app);

        using var answer = await api.SendAsync(kind, csv, mapping, options);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(0, await app.Database.ScalarAsync<long>("select count(*) from import_chunks where tenant_id = $1", api.TenantId));
    }

    [Fact]
    public async Task Find_OtherTenantsImport_IsNotThere()
    {
        using var api = await ImportApi.OpenAsync(app);
        using var stranger = await ImportApi.OpenAsync(app);
        var import = await api.ImportAsync("order_lines", Lines, options: Refunds);
        var id = import.GetProperty("id").GetGuid();

        foreach (var address in (string[])[PortalUrls.ApiImport(id), PortalUrls.ApiImportRejections(id)])
        {
            using var answer = await stranger.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal((0m, 0m, 0m), Money(await stranger.SummaryAsync("2010-12-01", "2011-12-31")));
    }

    [Fact]
    public async Task Run_AfterACrashInTheMiddle_GoesOnBehindWhatIsDone()
    {
        using var api = await ImportApi.OpenAsync(app);
        var import = await api.ImportAsync("order_lines", Lines, options: Refunds);
        var (id, entries) = (import.GetProperty("id").GetGuid(), await EntriesAsync(api));
        await app.Database.ExecuteAsync(
            "insert into import_chunks (tenant_id, import_id, number, content) values ($1, $2, 0, $3)", api.TenantId, id,
            Encoding.UTF8.GetBytes(Lines));

        await app.Database.ExecuteAsync(
            "update imports set state = 'running', lease_until = now() - interval '1 second', merged_batches = 0, attempts = 1 where "
                + "tenant_id = $1 and id = $2", api.TenantId, id);
        while (await app.Database.ScalarAsync<string>("select state from imports where id = $1", id) == "running")
            await Task.Delay(50, TestContext.Current.CancellationToken);

        Assert.Equal(entries, await EntriesAsync(api));
        Assert.Equal(3, await app.Database.ScalarAsync<long>(
            "select count(*) from import_rejections where tenant_id = $1 and import_id = $2", api.TenantId, id));
    }

    private static (decimal, decimal, decimal, int, decimal, int) Figures(JsonElement summary) => (
        Of(summary, "gross"), Of(summary, "refunds"), Of(summary, "net"), summary.GetProperty("orders").GetInt32(), Of(summary, "units"),
        summary.GetProperty("customers").GetInt32());

    private static (decimal, decimal, decimal) Money(JsonElement summary) =>
        (Of(summary, "gross"), Of(summary, "refunds"), Of(summary, "net"));

    private static decimal Of(JsonElement summary, string name) => summary.GetProperty(name).GetDecimal();

    private static (int Created, int Updated, int Unchanged) Outcome(JsonElement import)
    {
        var counts = import.GetProperty("counts");
        return (counts.GetProperty("created").GetInt32(), counts.GetProperty("updated").GetInt32(),
            counts.GetProperty("unchanged").GetInt32());
    }

    private Task<long> EntriesAsync(ImportApi api) =>
        app.Database.ScalarAsync<long>("select count(*) from ledger_entries where tenant_id = $1", api.TenantId);
}
