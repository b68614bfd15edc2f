using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Api.Resources;

public sealed class OrderApiTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Tea = """{"placedAt":"2026-03-03T09:00:00Z","customer":"anna","channel":"web","shipping":5,"lines":[{"sku":"TEA","name":"Tea","quantity":2,"unitPrice":15}]}""";

    [Fact]
    public async Task Order_New_CountsAndTakesItsGoods()
    {
        using var client = await ClientAsync();

        var made = await client.PutAsync("orders/o-1", Tea);

        Assert.Equal((201, "paid", "35", "IDR", "api"),
            (made.Status, made.Text("status"), made.Text("total"), made.Text("currency"), made.Text("source")));
        Assert.Equal("35.0000", await SumAsync(client, "gross + shipping"));
        Assert.Equal(8, await LevelAsync(client));
    }

    [Fact]
    public async Task Order_SentBackAsItWasRead_ChangesNothing()
    {
        using var client = await ClientAsync();
        var read = await client.PutAsync("orders/o-1", Tea);

        var again = await client.PutAsync("orders/o-1", read.Body.ToString());
        var bulk = await client.PostAsync("orders/bulk", $$"""{"rows":[{{read.Body}}]}""");

        Assert.Equal((200, read.Version, read.Body.ToString()), (again.Status, again.Version, again.Body.ToString()));
        Assert.Equal("1", bulk.Text("unchanged"));
    }

    [Fact]
    public async Task Order_OneFieldSent_KeepsTheOthersAndAppendsTheDifference()
    {
        using var client = await ClientAsync();
        await client.PutAsync("orders/o-1", Tea);

        var edited = await client.PutAsync("orders/o-1", """{"lines":[{"sku":"TEA","name":"Tea","quantity":3,"unitPrice":15}]}""");

        Assert.Equal(("50", "anna", "5"), (edited.Text("total"), edited.Text("customer"), edited.Text("shipping")));
        Assert.Equal("45.0000", await SumAsync(client, "gross"));
        Assert.Equal(7, await LevelAsync(client));
    }

    [Fact]
    public async Task Order_Cancelled_TakesItBackAndIsOver()
    {
        using var client = await ClientAsync();
        await client.PutAsync("orders/o-1", Tea);

        var cancelled = await client.PutAsync("orders/o-1", """{"status":"cancelled"}""");
        var revived = await client.PutAsync("orders/o-1", """{"status":"paid"}""");

        Assert.Equal((200, "cancelled"), (cancelled.Status, cancelled.Text("status")));
        Assert.Equal((400, "status"), (revived.Status, revived.Errors.Single()));
        Assert.Equal("0.0000", await SumAsync(client, "gross"));
        Assert.Equal(10, await LevelAsync(client));
    }

    [Fact]
    public async Task Orders_InBulk_EachHasItsResult()
    {
        using var client = await ClientAsync();
        const string line = """[{"sku":"TEA","quantity":1,"unitPrice":15}]""";

        var answer = await client.PostAsync(
            "orders/bulk", $$"""{"rows":[{"externalId":"a","placedAt":"2026-03-01T00:00:00Z","lines":{{line}}},{"externalId":"b","lines":{{line}}},{"externalId":"c","placedAt":"2026-03-02T00:00:00Z","currency":"JPY","lines":{{line}}},{"externalId":"a","placedAt":"2026-03-01T00:00:00Z","lines":{{line}}}]}""",
            "Idempotency-Key", "k-1");

        Assert.Equal(("1", "3"), (answer.Text("created"), answer.Text("rejected")));
        Assert.Equal(
            ["created", "rejected placedAt", "rejected currency", "rejected externalId"],
            answer.Body.GetProperty("results").EnumerateArray()
                .Select(row => string.Join(' ', row.GetProperty("errors").EnumerateObject().Select(error => error.Name)
                .Prepend(row.GetProperty("outcome").GetString()))));
        Assert.Equal("a", Assert.Single((await client.GetAsync("orders?sku=TEA&fields=externalId")).GetProperty("data").EnumerateArray())
            .GetProperty("externalId").GetString());
    }

    [Theory]
    [InlineData("""{"externalId":"other"}""", "externalId")]
    [InlineData("""{"status":"pending"}""", "status")]
    [InlineData("""{"status":"sold"}""", "status")]
    [InlineData("""{"currency":"eur"}""", "currency")]
    [InlineData("""{"lines":[{"line":1,"quantity":1,"unitPrice":1},{"line":1,"quantity":1,"unitPrice":1}]}""", "lines")]
    [InlineData("""{"lines":[{"quantity":0,"unitPrice":1}]}""", "lines[0].quantity")]
    [InlineData("""{"lines":null}""", "lines")]
    public async Task Order_WrongChange_IsNamedAndNothingIsWritten(string body, string field)
    {
        using var client = await ClientAsync();
        var before = await client.PutAsync("orders/o-1", Tea);

        var refused = await client.PutAsync($"orders/{before.Text("id")}", body);

        Assert.Equal((400, field), (refused.Status, refused.Errors.Single()));
        Assert.Equal(before.Body.ToString(), (await client.GetAsync("orders/o-1")).ToString());
    }

    [Fact]
    public async Task Refund_OfALine_CountsAndRestocks()
    {
        using var client = await ClientAsync();
        await client.PutAsync("orders/o-1", Tea);

        var made = await client.PutAsync("refunds/r-1", """{"order":"o-1","reason":"defective","shipping":2,"lines":[{"orderLine":1,"quantity":1,"amount":15,"restock":true}]}""");
        var again = await client.PutAsync("refunds/r-1", made.Body.ToString());

        Assert.Equal((201, "17", "TEA", "defective"),
            (made.Status, made.Text("total"), made.Body.GetProperty("lines")[0].GetProperty("sku").GetString(),
            made.Body.GetProperty("lines")[0].GetProperty("reason").GetString()));
        Assert.Equal((200, made.Version), (again.Status, again.Version));
        Assert.Equal(("15.0000", 9), (await SumAsync(client, "refunds"), await LevelAsync(client)));
        Assert.Equal("17", (await client.GetAsync("orders/o-1")).GetProperty("refunded").ToString());
    }

    [Theory]
    [InlineData("""{"order":"o-2","amount":1}""", "order")]
    [InlineData("""{"order":"o-1"}""", "amount")]
    [InlineData("""{"order":"o-1","amount":36}""", "amount")]
    [InlineData("""{"order":"o-1","currency":"EUR","exchangeRate":1,"amount":3}""", "currency")]
    [InlineData("""{"order":"o-1","lines":[{"orderLine":1,"quantity":3,"amount":3}]}""", "lines")]
    [InlineData("""{"order":"o-1","lines":[{"orderLine":1,"quantity":1,"amount":31}]}""", "lines")]
    [InlineData("""{"order":"o-1","lines":[{"orderLine":7,"quantity":1,"amount":1}]}""", "lines")]
    public async Task Refund_OfMoreThanThereWas_IsRefused(string body, string field)
    {
        using var client = await ClientAsync();
        await client.PutAsync("orders/o-1", Tea);

        var refused = await client.PutAsync("refunds/r-1", body);

        Assert.Equal((400, field), (refused.Status, refused.Errors.Single()));
        Assert.Equal("0.0000", await SumAsync(client, "refunds"));
    }

    [Fact]
    public async Task Refunds_TogetherMoreThanTheOrder_TheLastIsRefused()
    {
        using var client = await ClientAsync();
        await client.PutAsync("orders/o-1", Tea);

        var answer = await client.PostAsync("refunds/bulk", """{"rows":[{"externalId":"r-1","order":"o-1","amount":20},{"externalId":"r-2","order":"o-1","amount":20},{"externalId":"r-3","amount":5}]}""");

        Assert.Equal(("2", "1"), (answer.Text("created"), answer.Text("rejected")));
        Assert.Equal("25.0000", await SumAsync(client, "refunds"));
    }

    [Fact]
    public async Task Refund_OfEverything_MakesTheOrderRefundedUntilItIsCorrected()
    {
        using var client = await ClientAsync();
        await client.PutAsync("orders/o-1", Tea);

        await client.PutAsync("refunds/r-1", """{"order":"o-1","amount":30,"shipping":5}""");
        var read = await client.GetAsync("orders/o-1");
        var sentBack = await client.PutAsync("orders/o-1", read.ToString());
        await client.PutAsync("orders/o-1", """{"note":"by courier"}""");
        var sent = await client.PutAsync("orders/o-1", """{"status":"fulfilled"}""");
        var again = await client.PutAsync("orders/o-1", """{"status":"fulfilled"}""");
        var listed = (await client.GetAsync("orders?status=refunded")).GetProperty("data").GetArrayLength();
        await client.PutAsync("refunds/r-1", """{"amount":29}""");

        Assert.Equal(("refunded", "refunded"), (read.GetProperty("status").GetString(), sentBack.Text("status")));
        Assert.Equal(read.GetProperty("updatedAt").GetString(), sentBack.Text("updatedAt"));
        Assert.Equal((200, "refunded", sent.Version), (sent.Status, sent.Text("status"), again.Version));
        Assert.Equal((1, "fulfilled"), (listed, (await client.GetAsync("orders/o-1")).GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Order_CalledOffAfterItsRefund_IsCancelled()
    {
        using var client = await ClientAsync();
        await client.PutAsync("orders/o-1", Tea);
        await client.PutAsync("refunds/r-1", """{"order":"o-1","amount":35}""");

        var refused = await client.PutAsync("orders/o-1", """{"status":"draft"}""");
        var cancelled = await client.PutAsync("orders/o-1", """{"status":"cancelled"}""");

        Assert.Equal((400, "status"), (refused.Status, refused.Errors.Single()));
        Assert.Equal((200, "cancelled"), (cancelled.Status, cancelled.Text("status")));
        Assert.Equal("0.0000", await SumAsync(client, "gross - refunds"));
    }

    [Fact]
    public async Task Return_Received_PutsBackWhatIsForSaleAgain()
    {
        using var client = await ClientAsync();
        await client.PutAsync("orders/o-1", Tea);

        var asked = await client.PutAsync("returns/t-1", """{"order":"o-1","lines":[{"orderLine":1,"quantity":2,"reason":"unwanted","restock":true}]}""");
        var before = await LevelAsync(client);
        var received = await client.PutAsync("returns/t-1", """{"state":"received"}""");
        var again = await client.PutAsync("returns/t-1", received.Body.ToString());

        Assert.Equal((201, "requested", "", 8), (asked.Status, asked.Text("state"), asked.Text("receivedAt"), before));
        Assert.Equal((200, "received", 10), (received.Status, received.Text("state"), await LevelAsync(client)));
        Assert.Equal(received.Version, again.Version);
    }

    [Theory]
    [InlineData("""{"order":"o-2","lines":[{"orderLine":1,"quantity":1}]}""", "order")]
    [InlineData("""{"order":"o-1","lines":[{"orderLine":2,"quantity":1}]}""", "lines")]
    [InlineData("""{"order":"o-1","lines":[{"orderLine":1,"quantity":3}]}""", "lines")]
    [InlineData("""{"order":"o-1","lines":[{"orderLine":1,"quantity":1},{"orderLine":1,"quantity":1}]}""", "lines")]
    [InlineData("""{"order":"o-1","lines":[{"orderLine":1,"quantity":1,"reason":"bored"}]}""", "lines[0].reason")]
    public async Task Return_OfWhatWasNotSold_IsRefused(string body, string field)
    {
        using var client = await ClientAsync();
        await client.PutAsync("orders/o-1", Tea);

        var refused = await client.PutAsync("returns/t-1", body);

        Assert.Equal((400, field), (refused.Status, refused.Errors.Single()));
    }

    [Fact]
    public async Task Return_Declined_CannotBeReceived()
    {
        using var client = await ClientAsync();
        await client.PutAsync("orders/o-1", Tea);
        await client.PutAsync("returns/t-1", """{"order":"o-1","state":"declined","lines":[{"orderLine":1,"quantity":2}]}""");

        Assert.Equal("state", (await client.PutAsync("returns/t-1", """{"state":"received"}""")).Errors.Single());
        Assert.Equal(201, (await client.PutAsync("returns/t-2", """{"order":"o-1","lines":[{"orderLine":1,"quantity":2}]}""")).Status);
    }

    [Fact]
    public async Task Shipment_OfAnOrder_IsKeptAndDelivered()
    {
        using var client = await ClientAsync();
        await client.PutAsync("orders/o-1", Tea);

        var sent = await client.PutAsync("shipments/s-1", """{"order":"o-1","carrier":"DHL","trackingUrl":"https://dhl.example/1","shippedAt":"2026-03-04T09:00:00Z"}""");
        var there = await client.PutAsync("shipments/s-1", """{"deliveredAt":"2026-03-05T09:00:00Z"}""");
        var early = await client.PutAsync("shipments/s-1", """{"deliveredAt":"2026-03-03T09:00:00Z"}""");
        var script = await client.PutAsync("shipments/s-2", """{"order":"o-1","trackingUrl":"javascript:alert(1)"}""");

        Assert.Equal((201, "o-1"), (sent.Status, sent.Text("order")));
        Assert.Equal("2026-03-05T09:00:00.000000Z", there.Text("deliveredAt"));
        Assert.Equal("deliveredAt", early.Errors.Single());
        Assert.Equal("trackingUrl", script.Errors.Single());
    }

    [Fact]
    public async Task All_OtherTenant_AreNotFound()
    {
        using var client = await ClientAsync();
        using var other = await ClientAsync();
        await other.PutAsync("orders/o-1", Tea);
        await other.PutAsync("refunds/r-1", """{"order":"o-1","amount":1}""");
        await other.PutAsync("returns/t-1", """{"order":"o-1","lines":[{"orderLine":1,"quantity":1}]}""");
        await other.PutAsync("shipments/s-1", """{"order":"o-1"}""");

        foreach (var address in (string[])["orders/o-1", "refunds/r-1", "returns/t-1", "shipments/s-1"])
        {
            Assert.Equal(404, (await client.SendAsync(HttpMethod.Get, address)).Status);
            Assert.Equal(0, (await client.GetAsync(address.Split('/')[0])).GetProperty("data").GetArrayLength());
        }

        Assert.Equal("order", (await client.PutAsync("shipments/s-1", """{"order":"o-1"}""")).Errors.Single());
    }

    private Task<int> LevelAsync(ResourceClient client) =>
        app.Database.ScalarAsync<int>("select on_hand from stock_levels where tenant_id = $1", client.TenantId);

    private Task<string> SumAsync(ResourceClient client, string figure) => app.Database.ScalarAsync<string>(
        $"select coalesce(sum({figure}), 0)::numeric(18, 4)::text from sales_rollups where tenant_id = $1 and basis = 'event' and "
            + $"dimension = 'all'", client.TenantId);

    // Ten units of tea were counted before any order.
    private async Task<ResourceClient> ClientAsync()
    {
        var client = await ResourceClient.CreateAsync(app);
        await client.PutAsync("variants/TEA", """{"name":"Tea"}""");
        await app.Database.ExecuteAsync("""
            insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at)
            select $1, v.id, l.id, 'adjustment', 10, '2026-01-01' from variants v join locations l on l.tenant_id = $1
              where v.tenant_id = $1
            """, client.TenantId);
        return client;
    }
}
