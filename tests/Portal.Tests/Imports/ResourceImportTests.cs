using System.Text.Json;
using Portal.Domain.Imports;
using Portal.Infrastructure.Imports;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Imports;

/// <summary>Files of everything that the API writes too.</summary>
public sealed class ResourceImportTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Variants_WithWhatIsEmpty_KeepWhatTheyHave()
    {
        using var api = await ImportApi.OpenAsync(app);

        var first = await api.ImportAsync("variants",
            "SKU;Product name;Price;Supplier;Has stock\nTEA;Tea;12,50;Kebun;yes\nCUP;Cup;8;;no\n");
        var again = await api.ImportAsync("variants", "SKU;Product name;Price;Supplier;Has stock\nTEA;;13,75;;\nCUP;Cup;8;;no\n");

        Assert.Equal((2, 0, 0, 0), Outcome(first));
        Assert.Equal((0, 1, 1, 0), Outcome(again));
        Assert.Equal(["CUP Cup 8 false", "TEA Tea 13.75 Kebun true"], await app.Database.ListAsync<string>("""
            select concat_ws(' ', v.sku, p.name, trim_scale(v.price), s.name, v.is_stocked::text) from variants v
            join products p on p.tenant_id = v.tenant_id and p.id = v.product_id left join suppliers s on s.tenant_id = v.tenant_id
              and s.id = v.supplier_id
            where v.tenant_id = $1 order by 1
            """, api.TenantId));
    }

    [Fact]
    public async Task Inventory_Counts_BecomeTheAdjustmentsThatLeadToThem()
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("products", "sku,name\nTEA,Tea\nCUP,Cup\n");

        var first = await api.ImportAsync("inventory", "sku,quantity\nTEA,40\nCUP,7\nTEA,48\nGONE,1\nCUP,1.5\n");
        var again = await api.ImportAsync("inventory", "sku,quantity\nTEA,48\nCUP,5\n");

        Assert.Equal((0, 2, 0, 2), Outcome(first));
        Assert.Equal((0, 1, 1, 0), Outcome(again));
        Assert.Equal((48L, 5L), (await OnHandAsync(api, "TEA"), await OnHandAsync(api, "CUP")));
        Assert.Equal(3, await app.Database.ScalarAsync<long>("select count(*) from stock_movements where tenant_id = $1", api.TenantId));
        Assert.Equal(
            ["5,SKU: There is no variant with this sku.,GONE,1", "6,On hand: it is not a whole number.,CUP,1.5"],
            (await api.RejectedAsync(first)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1));
    }

    [Fact]
    public async Task Inventory_DryRun_NamesWhatWouldBeRefusedAndMovesNothing()
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("products", "sku,name\nTEA,Tea\n");

        var import = await api.ImportAsync("inventory", "sku,quantity\nTEA,40\nGONE,1\n", isDryRun: true);

        Assert.Equal((0, 1, 0, 1), Outcome(import));
        Assert.Contains("3,SKU: There is no variant with this sku.,GONE,1", await api.RejectedAsync(import), StringComparison.Ordinal);
        Assert.Equal(0, await app.Database.ScalarAsync<long>("select count(*) from stock_movements where tenant_id = $1", api.TenantId));
    }

    [Fact]
    public async Task PurchaseOrders_ARowForEachLine_AreReceivedAndStayWhenTheFileComesAgain()
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("products", "sku,name\nTEA,Tea\nCUP,Cup\n");
        const string File =
            "PO,Vendor,SKU,Qty,Received,Unit "
            + "cost,Status,ETA\nPO-7,Kebun,TEA,10,4,2.5,ordered,01/04/2026\nPO-7,,CUP,6,,1,,\nPO-8,Kebun,CUP,2,2,1,ordered,\nPO-9,Kebun,GONE,2,,1,draft,\nPO-9,Kebun,CUP,2,,1,,\n";

        var first = await api.ImportAsync("purchase_orders", File);
        var again = await api.ImportAsync("purchase_orders", File);

        Assert.Equal((2, 0, 0, 2), Outcome(first));
        Assert.Equal((0, 0, 2, 2), Outcome(again));
        Assert.Equal(["PO-7 partially_received 2026-04-01 TEA 10 4, CUP 6 0", "PO-8 received CUP 2 2"], await app.Database.ListAsync<string>("""
            select concat_ws(' ', o.number, o.status, o.expected_on, (select string_agg(concat_ws(' ', v.sku, l.quantity, l.received), ', '
              order by l.line)
              from purchase_order_lines l join variants v on v.tenant_id = l.tenant_id and v.id = l.variant_id
                where l.tenant_id = o.tenant_id and l.purchase_order_id = o.id))
            from purchase_orders o where o.tenant_id = $1 order by 1
            """, api.TenantId));
        Assert.Equal((4L, 2L), (await OnHandAsync(api, "TEA"), await OnHandAsync(api, "CUP")));
        Assert.Equal(2, (await api.RejectedAsync(first)).Split("A line names a sku that does not exist.").Length - 1);
    }

    [Fact]
    public async Task RefundsReturnsAndShipments_OfAnOrder_CountOnceHoweverOftenTheyCome()
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("order_lines",
            "order,sku,name,quantity,date,price\n1,TEA,Tea,4,2026-03-01 10:00,10\n1,CUP,Cup,1,2026-03-01 10:00,5\n");
        const string Refunds =
            "refund_id,order_id,date,sku,quantity,amount,line,reason\nr1,1,2026-03-05 09:00,TEA,1,10,1,size too small\nr1,1,2026-03-05 "
            + "09:00,CUP,1,5,2,\n";
        const string Returns = "return_id,order_id,date,line,quantity,reason\nt1,1,2026-03-04,1,1,size_too_small\nt2,1,2026-03-04,1,9,\n";
        const string Shipments = "id,order,carrier,tracking number,sent at\np1,1,JNE,007,2026-03-02\n";

        foreach (var _ in (int[])[1, 2])
        {
            Assert.Equal(0, Outcome(await api.ImportAsync("refunds", Refunds)).Rejected);
            Assert.Equal(1, Outcome(await api.ImportAsync("returns", Returns)).Rejected);
            Assert.Equal(0, Outcome(await api.ImportAsync("shipments", Shipments)).Rejected);
        }

        var summary = await api.SummaryAsync("2026-03-01", "2026-03-31");
        Assert.Equal((45m, 15m, 30m), (summary.GetProperty("gross").GetDecimal(), summary.GetProperty("refunds").GetDecimal(),
            summary.GetProperty("net").GetDecimal()));
        Assert.Equal("1 1 1", await app.Database.ScalarAsync<string>("""
            select concat_ws(' ', (select count(*) from refunds where tenant_id = $1), (select count(*) from returns
              where tenant_id = $1), (select count(*) from shipments where tenant_id = $1))
            """, api.TenantId));
    }

    [Theory]
    [InlineData("prices", "sku,since,price\nTEA,2026-01-01,10\nTEA,2026-02-01,12\n",
        "select string_agg(trim_scale(price)::text, ' ' order by since) from variant_prices where tenant_id = $1 and since < '2026-03-01'",
        "10 12")]
    [InlineData("reviews", "id,product,stars,text,date\nr1,TEA,5,Good,2026-01-02\nr2,TEA,3,,2026-01-03\n",
        "select string_agg(rating::text, ' ' order by external_id) from reviews where tenant_id = $1", "5 3")]
    [InlineData("campaigns", "utm_campaign,name,channel,start,budget\nraya,Raya,Paid search,2026-01-02,500\nend,Year end,email,,\n",
        "select string_agg(code || ' ' || channel, ', ' order by code) from campaigns where tenant_id = $1", "end email, raya paid_search")]
    [InlineData("ad_spend", "Date,Channel,Source,Spend,Clicks\n2026-01-01,paid_search,google,10.50,30\n2026-01-01,paid_social,,7,2\n",
        "select sum(cost)::text from ad_spend where tenant_id = $1", "17.5000")]
    [InlineData("seasons", "key,name,start,end\nb26,Birthday,13.01.2026,15.01.2026\nb25,Birthday,13.01.2025,15.01.2025\n",
        "select string_agg(starts_on::text, ' ' order by code) from seasons where tenant_id = $1", "2025-01-13 2026-01-13")]
    [InlineData("exchange_rates", "Currency,Date,Rate\nusd,2026-01-01,0.78123456\nEUR,2026-01-01,0.85\n",
        "select string_agg(rate::text, ' ' order by currency) from exchange_rates where tenant_id = $1", "0.85000000 0.78123456")]
    public async Task Import_TwoRowsTwice_MakesThemAndThenChangesNothing(string kind, string file, string sql, string expected)
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("products", "sku,name\nTEA,Tea\n");

        var first = await api.ImportAsync(kind, file);
        var again = await api.ImportAsync(kind, file);

        Assert.Equal((2, 0, 0, 0), Outcome(first));
        Assert.Equal((0, 0, 2, 0), Outcome(again));
        Assert.Equal(expected, await app.Database.ScalarAsync<string>(sql, api.TenantId));
    }

    [Theory]
    [InlineData("ad_spend", "day,channel,cost\n2026-01-01,carrier pigeon,1\n", "Channel: “carrier pigeon” is none of")]
    [InlineData("reviews", "id,product,stars\nr1,TEA,6\n", "Stars: it is not between 1 and 5.")]
    [InlineData("exchange_rates", "currency,day,rate\nGBP,2026-01-01,1\n", "Currency: This is the store's own currency.")]
    [InlineData("exchange_rates", "currency,day,rate\nUSD,2099-01-01,1\n", "Day: This day has not come yet.")]
    [InlineData("shipments", "id,order,sent at,tracking url\np1,1,2026-01-01,javascript:alert(1)\n",
        "Tracking address: Send an address that begins with https:// or http://, without spaces, user name or password.")]
    [InlineData("refunds", "id,order,date,amount,reason\nr1,1,2026-01-01,5,because\n", "Reason: “because” is none of")]
    [InlineData("campaigns", "code,name,channel,start,end\na,A,email,2026-02-01,2026-01-01\n", "Last day: It ends before it starts.")]
    public async Task Import_SomethingWrong_IsNamedWithItsReason(string kind, string file, string reason)
    {
        using var api = await ImportApi.OpenAsync(app);

        var import = await api.ImportAsync(kind, file);

        Assert.Equal((0, 0, 0, 1), Outcome(import));
        Assert.Contains(reason, await api.RejectedAsync(import), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OtherTenantsProducts_AreNotKnown()
    {
        using var api = await ImportApi.OpenAsync(app);
        using var stranger = await ImportApi.OpenAsync(app);
        await stranger.ImportAsync("products", "sku,name\nTEA,Tea\n");

        var import = await api.ImportAsync("inventory", "sku,quantity\nTEA,40\n");

        Assert.Equal((0, 0, 0, 1), Outcome(import));
        Assert.Equal(0, await OnHandAsync(stranger, "TEA"));
    }

    [Fact]
    public async Task Retry_OnceTheRateIsKnown_TakesTheRowsThatWaited()
    {
        using var api = await ImportApi.OpenAsync(app);
        var import = await api.ImportAsync("order_lines", "order;sku;quantity;date;price;currency\n1;\"A;\"\"1\"\"\";1;01.03.2026 12:00;1.000,50;USD\n2;B;1;01.03.2026 12:00;0;GBP\n", options: """{"decimal":","}""");
        await api.ImportAsync("exchange_rates", "currency,day,rate\nUSD,2026-02-28,0.8\n");
        var (queries, retry) = (Service<ImportQueries>(), Service<RetryRejected>());

        var again = await retry.RunAsync(api.TenantId, import.GetProperty("id").GetGuid(), "Ani", TestContext.Current.CancellationToken);
        var twice = await retry.RunAsync(api.TenantId, import.GetProperty("id").GetGuid(), "Ani", TestContext.Current.CancellationToken);
        while (await queries.FindAsync(api.TenantId, again!.Value, TestContext.Current.CancellationToken) is { IsOpen: true })
            await Task.Delay(50, TestContext.Current.CancellationToken);

        var ended = (await queries.FindAsync(api.TenantId, again.Value, TestContext.Current.CancellationToken))!;
        Assert.Null(twice);
        Assert.Equal(("finished", 1L, 1L), (ended.State, ended.Created, ended.RowsRejected));
        Assert.Equal(800.4m, (await api.SummaryAsync("2026-03-01", "2026-03-31")).GetProperty("gross").GetDecimal());
    }

    [Fact]
    public void Samples_OfEveryKind_AreMappedByThemselves() => Assert.All(ImportKinds.All, kind =>
    {
        var lines = ImportSample.Of(kind).Split("\r\n");
        var headers = lines[0].Split(',');

        var mapping = ColumnMapping.Guess(headers, kind.Fields);

        Assert.Equal(kind.Fields.Select(field => field.Name), headers.Select(header => mapping[header]));
        Assert.Equal(headers.Length, lines[1].Split(',').Length);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Samples_OfEveryKind_AreTaken(string kind)
    {
        using var api = await ImportApi.OpenAsync(app);
        await api.ImportAsync("products", "sku,productId,name\nKP-GYW-250,kopi-gayo,Kopi\n");
        if (kind is "refunds" or "returns" or "shipments")
            await api.ImportAsync("order_lines", ImportSample.Of(ImportKinds.Find("order_lines")!));

        var import = await api.ImportAsync(kind, ImportSample.Of(ImportKinds.Find(kind)!));

        Assert.Equal("finished", import.GetProperty("status").GetString());
        Assert.Equal(0, import.GetProperty("counts").GetProperty("rejected").GetInt32());
    }

    public static TheoryData<string> Kinds => [.. ImportKinds.All.Select(kind => kind.Name)];

    private T Service<T>() where T : notnull => (T)app.Services.GetService(typeof(T))!;

    private Task<long> OnHandAsync(ImportApi api, string sku) => app.Database.ScalarAsync<long>("""
        select coalesce(sum(l.on_hand), 0)::bigint from stock_levels l join variants v on v.tenant_id = l.tenant_id and v.id = l.variant_id
          where l.tenant_id = $1 and v.sku = $2
        """, api.TenantId, sku);

    private static (int Created, int Updated, int Unchanged, int Rejected) Outcome(JsonElement import)
    {
        var counts = import.GetProperty("counts");
        return (counts.GetProperty("created").GetInt32(), counts.GetProperty("updated").GetInt32(),
            counts.GetProperty("unchanged").GetInt32(), counts.GetProperty("rejected").GetInt32());
    }
}
